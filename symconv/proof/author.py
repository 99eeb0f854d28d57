r"""Writing derivations: LaTeX in, steps and definitions out, through the one strict reader.

A theorem writes its lines with these three functions, so that what is printed and what is proved
come from the same text.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.errors import ProofError
from symconv.latex.reader import read_one
from symconv.latex.tree import Cases, Chain, Expr, Indexed, Statement, Symbol
from symconv.notation import Name, SymbolTable
from symconv.notation import name as read_name
from symconv.proof.context import Formula
from symconv.proof.derivation import Defined, Step


def statement(latex: str, symbols: SymbolTable) -> Statement:
    """Read one statement of the dialect; raise LatexError where it is not one."""
    return read_one(latex, symbols, source="derivation").statement


def step(
    latex: str,
    reason: str,
    symbols: SymbolTable,
    *,
    label: str = "",
    uses: Sequence[str] = (),
    before: str = "",
) -> Step:
    """Write one step from its LaTeX and its reason in words."""
    return Step(latex, statement(latex, symbols), reason, label, tuple(uses), before)


def define(
    latex: str, reason: str, symbols: SymbolTable, *, shape: Sequence[str | int] = ()
) -> Defined:
    r"""Write a definition ``name := body`` or ``name_{i,j} := body``; indices run from 0.

    ``shape`` gives the size of each index as LaTeX or as an int.
    """
    read = statement(latex, symbols)
    match read:
        case Chain((Symbol(name), body), (":=",)) if not shape:
            return Defined(name, Formula(body), latex, reason)
        case Chain((Indexed(Symbol(name), indices), body), (":=",)):
            parameters = tuple(_parameter(i, latex) for i in indices)
            sizes = tuple(size(s, symbols) for s in shape)
            if len(sizes) != len(parameters):
                raise ProofError(f"{latex!r} has {len(parameters)} indices, {len(sizes)} sizes")
            return Defined(name, Formula(body, parameters, sizes), latex, reason)
        case _:
            raise ProofError(f"{latex!r} does not define a name", remedy="write name := body")


def sequence(
    letter: str, index: str, first: str, body: str, reason: str, symbols: SymbolTable
) -> Defined:
    r"""Define a sequence by a recurrence: its value at 0, and ``body`` in the values at index - 1.

    >>> from symconv.notation import scalars, tensors
    >>> table = SymbolTable.of(scalars("l"), tensors("r", rank=1))
    >>> print(sequence("r", "l", "1", "2 r_{l - 1}", "doubling", table).latex)
    r_{l} := \begin{cases} 1 & \text{if } l = 0 \\ 2 r_{l - 1} & \text{otherwise} \end{cases}
    """
    name = read_name(letter)
    if symbols[name].rank != 1:
        raise ProofError(f"{name} has {symbols[name].rank} indices, and a sequence has one")
    latex = (
        rf"{name.latex}_{{{index}}} := \begin{{cases}} {first} & \text{{if }} {index} = 0 \\ "
        rf"{body} & \text{{otherwise}} \end{{cases}}"
    )
    match statement(latex, symbols):
        case Chain((_, Cases() as cases), (":=",)):
            return Defined(name, Formula(cases, (read_name(index),)), latex, reason)
    raise ProofError(f"{latex!r} does not define a sequence")


def size(value: str | int, symbols: SymbolTable) -> Expr:
    """Read a size that is given as LaTeX or as an int."""
    read = statement(str(value), symbols)
    if not isinstance(read, Expr):
        raise ProofError(f"{value!r} is not a size")
    return read


def _parameter(index: Expr, latex: str) -> Name:
    match index:
        case Symbol(name):
            return name
    raise ProofError(f"an index of {latex!r} is not a plain name")
