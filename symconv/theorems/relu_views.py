r"""A rectified network seen from one cell: which units are active there, and what each layer is.

*Defines* `View`, `around` (a box about a point, or the two sides of a breakpoint) and `between`
(the stretches of the line between breakpoints).

*Notation.* In a cell no pre-activation changes its sign. Each is then an affine form of the input,
:math:`g \cdot x + c`, and the diagonal matrix D of a layer holds 1 for its active units, 0 for the
others: :math:`\max(0, z) = D z`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from symconv.algebra.regions import PiecewiseNetwork
from symconv.errors import GivenError

Vector = tuple[Fraction, ...]


@dataclass(frozen=True)
class Form:
    """An affine form of the input."""

    slopes: Vector
    constant: Fraction

    def at(self, point: Vector) -> Fraction:
        """Return its value at a point."""
        pairs = zip(self.slopes, point, strict=True)
        return sum((g * x for g, x in pairs), self.constant)

    @property
    def root(self) -> Fraction | None:
        """Where a form of one variable vanishes; None for a constant."""
        return -self.constant / self.slopes[0] if self.slopes[0] else None


@dataclass(frozen=True)
class View:
    """A cell: its bounds, a point in it or at its end, the active units and forms of each layer.

    ``low`` and ``high`` bound every coordinate; None where a side is open. ``masks`` and ``forms``
    list the hidden layers; the last entry of ``forms`` is the output.
    """

    point: Vector
    low: tuple[Fraction | None, ...]
    high: tuple[Fraction | None, ...]
    masks: tuple[tuple[int, ...], ...]
    forms: tuple[tuple[Form, ...], ...]


def around(net: PiecewiseNetwork, point: Vector) -> tuple[View, ...]:
    """Return the cell about a point; the cells left and right of it where two maps meet.

    Raises GivenError at a breakpoint of a network with several inputs.
    """
    if not _ties(net, point):
        return (_box(net, point),)
    if len(point) > 1:
        at = ", ".join(map(str, point))
        raise GivenError(
            f"a unit is at its breakpoint at ({at}): several maps meet there",
            remedy="move the point off the breakpoint",
            given="points",
        )
    return _side(net, point, -1), _side(net, point, 1)


def between(net: PiecewiseNetwork, breakpoints: Sequence[Fraction]) -> tuple[View, ...]:
    """Return the stretches of the line that some breakpoints separate, from left to right."""
    ends = [None, *breakpoints, None]
    views = []
    for low, high in pairwise(ends):
        point = (_inside(low, high),)
        masks, forms = _walk(net, point, 0)
        views.append(View(point, (low,), (high,), masks, forms))
    return tuple(views)


def _inside(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is None or high is None:
        return high - 1 if high is not None else low + 1 if low is not None else Fraction(0)
    return (low + high) / 2


def _walk(
    net: PiecewiseNetwork, point: Vector, side: int
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[Form, ...], ...]]:
    """Return the active units and the forms of all layers, at a point or just beside it."""
    size = len(point)
    unit = [Fraction(0)] * size
    inputs = [Form((*unit[:i], Fraction(1), *unit[i + 1 :]), Fraction(0)) for i in range(size)]
    masks: list[tuple[int, ...]] = []
    forms: list[tuple[Form, ...]] = []
    for layer in net.layers:
        rows = zip(layer.weight, layer.bias, strict=True)
        made = tuple(_combined(w, inputs, b) for w, b in rows)
        forms.append(made)
        if layer is not net.layers[-1]:
            mask = tuple(int(_sign(f, point, side) > 0) for f in made)
            masks.append(mask)
            zero = Form((Fraction(0),) * size, Fraction(0))
            inputs = [f if active else zero for f, active in zip(made, mask, strict=True)]
    return tuple(masks), tuple(forms)


def _sign(form: Form, point: Vector, side: int) -> Fraction:
    return form.at(point) or form.slopes[0] * side


def _combined(weights: Vector, inputs: Sequence[Form], bias: Fraction) -> Form:
    pairs = [(w, f) for w, f in zip(weights, inputs, strict=True) if w]
    size = len(inputs[0].slopes)
    slopes = tuple(sum((w * f.slopes[i] for w, f in pairs), Fraction(0)) for i in range(size))
    return Form(slopes, sum((w * f.constant for w, f in pairs), bias))


def _ties(net: PiecewiseNetwork, point: Vector) -> bool:
    _, forms = _walk(net, point, 0)
    return any(not f.at(point) and any(f.slopes) for layer in forms[:-1] for f in layer)


def _box(net: PiecewiseNetwork, point: Vector) -> View:
    """Return the largest box about a point, equal in all directions, where no sign changes."""
    masks, forms = _walk(net, point, 0)
    reach = [
        abs(f.at(point)) / sum(map(abs, f.slopes))
        for layer in forms[:-1]
        for f in layer
        if any(f.slopes)
    ]
    radius = min(reach, default=Fraction(1))
    low, high = (tuple(x + s * radius for x in point) for s in (-1, 1))
    return View(point, low, high, masks, forms)


def _side(net: PiecewiseNetwork, point: Vector, side: int) -> View:
    masks, forms = _walk(net, point, side)
    roots = [f.root for layer in forms[:-1] for f in layer if f.root is not None]
    beyond = [abs(r - point[0]) for r in roots if (r - point[0]) * side > 0]
    end = (point[0] + side * min(beyond, default=Fraction(1)),)
    low, high = (point, end) if side > 0 else (end, point)
    return View(point, low, high, masks, forms)


def switches(net: PiecewiseNetwork) -> list[Fraction]:
    """Return where a unit of a network with one input changes its sign, from left to right.

    Between the places found for the layers before, a layer's units are affine: their roots there
    are added.
    """
    found: list[Fraction] = []
    for depth in range(1, len(net.layers)):
        more = set(found)
        for view in between(net, found):
            low, high = view.low[0], view.high[0]
            for form in view.forms[depth - 1]:
                root = form.root
                if (
                    root is not None
                    and (low is None or low < root)
                    and (high is None or root < high)
                ):
                    more.add(root)
        found = sorted(more)
    return found
