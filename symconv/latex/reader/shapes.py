r"""When factors joined by ``\times`` are a shape, and when a product."""

from __future__ import annotations

from symconv.errors import AmbiguousLatex
from symconv.latex.reader.cursor import Cursor
from symconv.latex.tree import Expr, Multiply, Number, Power, Shape

NEXT_TO_SHAPES = frozenset({r"\in", r"\to", ":"})


def shaped(c: Cursor, sides: list[Expr], relations: list[str], starts: list[int]) -> list[Expr]:
    """Return the sides, those that are sizes as `Shape`."""
    out = []
    for i, side in enumerate(sides):
        around = set(relations[max(0, i - 1) : i + 1])
        bracketed = (
            c.partner[starts[i]] >= 0
            and c.texts[starts[i]] == "("
            and (c.tokens[c.partner[starts[i]]].end >= _end(side, c.tokens[starts[i]].end))
        )
        out.append(
            _shape(c, side, starts[i]) if around <= NEXT_TO_SHAPES and not bracketed else side
        )
    return out


def _end(side: Expr, default: int) -> int:
    return side.span.end if side.span is not None else default


def _shape(c: Cursor, side: Expr, at: int) -> Expr:
    if not isinstance(side, Multiply) or side.sign != "times":
        return side
    if any(isinstance(f, Power) and isinstance(f.base, Number) for f in side.factors):
        return side
    if any(isinstance(f, Multiply) for f in side.factors):
        fact = r"\times between products: sizes of a shape, or one product"
        remedy = r"write parentheses around each size of a shape; for a product write \cdot"
        raise c.error(AmbiguousLatex, fact, at, c.pos, remedy=remedy)
    return Shape(side.factors, span=side.span)
