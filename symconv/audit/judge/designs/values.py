r"""Mistakes that are told from the values of a design, whatever its units are.

*Defines* `of_table`.

*Notation.* Every function of bits is a sum of products of different inputs, in one way (its
multilinear normal form): XOR is :math:`x_1 + x_2 - 2 x_1 x_2`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symconv.audit.causes.mistake import Mistake
from symconv.audit.judge.designs.design import Design
from symconv.proof.exact_numbers import Exact


def of_table(design: Design, wanted: Sequence[int]) -> Iterator[Mistake]:
    """Yield what the values of a design show: an input not read, a constant, products missing."""
    got, last = design.table(), design.units[-1]
    if design.depth == 1:
        idle = [i for i, w in enumerate(last.weights) if w == 0]
        if len(idle) == design.inputs - 1 and _is_one_input(design, got):
            names = ", ".join(f"x_{i + 1}" for i in idle)
            yield Mistake("input-ignored", f"the unit does not read {names}", 1)
    if last.activation != "linear":
        return
    off = {g - w for g, w in zip(got, wanted, strict=True)}
    if len(off) == 1:
        right = last.bias - off.pop()
        name, said = ("bias-ignored", "left out") if last.bias == 0 else ("slip", "wrong")
        yield Mistake(name, f"the bias of the output is {said} (right: {right})", 3)
    terms, products = normal_form(wanted), [n for n in range(len(got)) if n.bit_count() > 1]
    kept = [0 if n in products else t for n, t in enumerate(terms)]
    if kept != terms and kept == normal_form(got):
        yield Mistake("cross-terms-missing", "the products of different inputs are missing", 3)


def _is_one_input(design: Design, got: Sequence[Exact]) -> bool:
    """Whether the values are those of one input."""
    return any(list(got) == [x[i] for x in design.points] for i in range(design.inputs))


def normal_form(values: Sequence[Exact]) -> list[Exact]:
    """Return the factor of each product of inputs; bits of a place say which inputs it has.

    >>> normal_form([0, 1, 1, 0])
    [0, 1, 1, -2]
    """
    terms, step = list(values), 1
    while step < len(terms):
        for n in range(len(terms)):
            if n & step:
                terms[n] -= terms[n ^ step]
        step *= 2
    return terms
