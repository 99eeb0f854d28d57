r"""Products and counts as LaTeX: ``5 \times 5 \times 3 \times 128``, ``K^{2} C N``.

*Defines* `spelled_out` (every factor, in the order given), `compact` (numbers multiplied, equal
letters as powers) and `Letters`, the desk for templates in a question's own letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import prod

from symconv.errors import GivenError
from symconv.latex import tex
from symconv.latex.reader import read_one
from symconv.latex.tree import Expr, Number, Symbol
from symconv.latex.tree.walk import descendants
from symconv.notation import Declared, Domain, SymbolTable, name, scalars
from symconv.proof.point import value
from symconv.theorems.draft import Draft, nodes
from symconv.theorems.givens import Size, declared_sizes
from symconv.theorems.tensors import number


def spelled_out(factors: Sequence[Size]) -> str:
    r"""Return every factor: numbers with ``\times`` between, letters with ``\cdot``.

    >>> spelled_out((5, 5, 3, 128))
    '5 \\times 5 \\times 3 \\times 128'
    """
    sign = r" \cdot " if any(isinstance(f, str) for f in factors) else r" \times "
    return sign.join(map(str, factors))


def compact(factors: Sequence[Size]) -> str:
    """Return the product with numbers multiplied and letters as powers.

    >>> compact(("K", "K", 3, "N")), compact((5, 5, 3))
    ('3 K^{2} N', '75')
    """
    number = prod(f for f in factors if isinstance(f, int))
    letters = Counter(f for f in factors if isinstance(f, str))
    powers = [f"{f}^{{{n}}}" if n > 1 else f for f, n in letters.items()]
    return " ".join([str(number)] * (number != 1 or not powers) + powers)


def expression(latex: str, symbols: SymbolTable) -> Expr:
    """Read a line that is an expression."""
    read = read_one(latex, symbols, source="count").statement
    assert isinstance(read, Expr)
    return read


def valued(draft: Draft, template: str) -> str:
    """Return a template, followed by its number where every letter in it has one.

    >>> from symconv.notation import SymbolTable
    >>> valued(desk({"K": 3, "C": 2}, [])[0], "K^{2} C")
    'K^{2} C = 18'
    """
    tree = draft.tree(template)
    if isinstance(tree, Number):
        return template
    if not isinstance(tree, Expr) or any(isinstance(n, Symbol) for n in descendants(tree)):
        return template
    return f"{template} = {tex.write(number(value(tree, {}, {})))}"


def desk(
    values: Mapping[str, Size], own: Sequence[Declared], letters: str = ""
) -> tuple[Draft, SymbolTable]:
    """Return a desk for templates in the letters of ``values``, and the symbols of its lines.

    ``own`` are the names that the derivation defines itself, ``letters`` its indices. Raises
    GivenError when a given has one of these names.
    """
    indices = scalars(letters, Domain.INTEGER) if letters else []
    taken = {row.name for row in (*own, *indices)}
    for given in values.values():
        if isinstance(given, str) and name(given) in taken:
            raise GivenError(
                f"the letter {given} means something else in this derivation",
                remedy="choose another; in use are " + ", ".join(sorted(n.latex for n in taken)),
                given=_given_of(given, values),
            )
    symbols = SymbolTable.of(declared_sizes(*values.values()), own, indices)
    templates = SymbolTable.of(scalars(" ".join(values), Domain.POSITIVE), own, indices)
    return Draft(templates, symbols, nodes(values)), symbols


def _given_of(value: str, values: Mapping[str, Size]) -> str:
    """Return the given behind a letter, as the theorems about counts name them."""
    letter = next(key for key, v in values.items() if v == value)
    return {
        "C": "in_channels",
        "N": "out_channels",
        "K": "kernel_size",
        "L": "kernel_size",
        "G": "kernel_size",
        "M": "groups",
        "H": "size",
        "W": "size",
    }.get(letter, letter)
