"""Names for statements about sizes, and a short way to have one decided."""

from __future__ import annotations

import pytest

from symconv.latex.reader import read_one
from symconv.notation import Domain, SymbolTable, functions, name, scalars, tensors
from symconv.proof import integer_arithmetic
from symconv.proof.context import Context, Formula

SIZES = SymbolTable.of(
    scalars("W W' S n s d k a c o x m H T t", Domain.POSITIVE),
    scalars("P P' p q b", Domain.NATURAL),
    scalars("K z y i j C w r", Domain.INTEGER),
    scalars("u v", Domain.REAL),
    scalars(r"\varepsilon", Domain.POSITIVE_REAL),
    tensors("X", rank=1),
    tensors("Y", rank=1, domain=Domain.POSITIVE),
    functions("f"),
)


@pytest.fixture(scope="session")
def sizes():
    """Read a statement about sizes."""
    return lambda latex: read_one(latex, SIZES).statement


@pytest.fixture(scope="session")
def sizes_context(sizes):
    """Collect hypotheses and definitions, both as LaTeX."""

    def build(hypotheses=(), definitions=None):
        bodies = {name(n): Formula(sizes(body)) for n, body in (definitions or {}).items()}
        return Context(SIZES, bodies, tuple(map(sizes, hypotheses)))

    return build


@pytest.fixture(scope="session")
def decide(sizes, sizes_context):
    """Decide a statement about sizes by integer arithmetic."""

    def run(latex, hypotheses=(), definitions=None):
        return integer_arithmetic.decide(sizes(latex), sizes_context(hypotheses, definitions))

    return run
