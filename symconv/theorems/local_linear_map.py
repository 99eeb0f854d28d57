r"""Slope and intercept of a rectified network at given points, with the cell where they hold.

The network is affine in a box about a point at which no unit is at its breakpoint; its derivative
there is the slope. At a breakpoint of a network with one input, the maps on both sides are given;
where their slopes differ there is no derivative.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np

from symconv.algebra.regions import PiecewiseNetwork
from symconv.errors import GivenError, WitnessError
from symconv.kernels import linear
from symconv.latex import tex
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Exact, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.figures.piecewise import piecewise_graph
from symconv.theorems.givens import array, shape
from symconv.theorems.relu_lines import CONVENTION, LABELS, ReluText, column
from symconv.theorems.relu_network import read_network
from symconv.theorems.relu_views import Vector, View, around
from symconv.theorems.tensors import Array, matrix

Cell = tuple[str, View]


def local_linear_map(*, layers: Sequence[str], points: Sequence[object]) -> Derivation:
    """Return W and b with h(x) = W x + b near each point, and dh/dx = W there.

    ``layers`` are texts ``W x + b``, all but the last rectified; ``points`` lists numbers
    for a network with one input, vectors for others; at most eight.
    Raises GivenError for sizes that do not fit, and at breakpoints of several inputs.

    >>> layers = ["[[3/2], [1/2]] x + [0, 1]", "[[1, 1]] x + [-1]"]
    >>> local_linear_map(layers=layers, points=[1, -1]).answer.value
    ((2, 0), (Fraction(1, 2), 0))
    """
    net = read_network(layers)
    cells = [cell for n, point in enumerate(_points(points, net)) for cell in _cells(net, n, point)]
    text = ReluText(net, [label for label, _ in cells])
    return Derivation(
        name="local_linear_map",
        title="The affine map of a network about a point",
        symbols=text.symbols,
        conventions=(CONVENTION,),
        definitions=(
            *text.layers(),
            *(d for label, view in cells for d in _definitions(text, label, view)),
        ),
        steps=tuple(s for label, view in cells for s in _steps(text, label, view)),
        answer=_answer(text, cells),
        witness=Witness("values of the linear kernel in each cell", lambda: _check(net, cells)),
        remarks=tuple(_remarks(cells)),
        figures=piecewise_graph(net, [view.point[0] for _, view in cells]),
    )


def _points(value: object, net: PiecewiseNetwork) -> list[Vector]:
    entries = array(value, "points")
    wanted = () if net.in_size == 1 else (net.in_size,)
    if shape(entries)[1:] != wanted or len(entries) > len(LABELS):
        kind = "numbers" if not wanted else f"vectors of {net.in_size} numbers"
        raise GivenError(
            f"points must list {kind}, at most {len(LABELS)} of them",
            remedy="write points: [2, -1]" if not wanted else "write points: [[1, 0], [0, 1]]",
            given="points",
        )
    rows = [e if isinstance(e, tuple) else (e,) for e in entries]
    return [tuple(Fraction(v) for v in row) for row in rows]  # type: ignore[arg-type]


def _cells(net: PiecewiseNetwork, number: int, point: Vector) -> list[Cell]:
    views = around(net, point)
    sides = [""] if len(views) == 1 else ["left", "right"]
    return [(LABELS[number] + side, view) for side, view in zip(sides, views, strict=True)]


def _definitions(text: ReluText, label: str, view: View) -> Iterator[Defined]:
    yield define(f"{text.point(label)} := {column(view.point)}", "given", text.symbols)
    yield from text.matrices(label, view)


def _steps(text: ReluText, label: str, view: View) -> Iterator[Step]:
    """Yield the values of all layers at the point, the cell, and the map in it."""
    inner = text.point(label)
    last = len(view.forms)
    before = f"At ${text.point(label)} = {column(view.point)}${_side(label)}:"
    for n, forms in enumerate(view.forms, start=1):
        values = [f.at(view.point) for f in forms]
        reason = "the value there"
        if n < last:
            on = [str(i) for i, active in enumerate(view.masks[n - 1], start=1) if active]
            reason = f"layer {n}: active units {', '.join(on)}" if on else f"layer {n}: none active"
        yield step(
            rf"W^{{({n})}} {inner} + b^{{({n})}} = {column(values)}",
            reason,
            text.symbols,
            before=before if n == 1 else "",
        )
        if n < last:
            kept = [v * active for v, active in zip(values, view.masks[n - 1], strict=True)]
            inner = tex.write(matrix(np.array(kept, dtype=object)))
    yield from text.inside(label, view, text.premise(view))
    product = rf"W_{{\mathrm{{{label}}}}}"
    slopes = np.array([f.slopes for f in view.forms[-1]], dtype=object)
    yield step(f"{product} = {_matrix(slopes)}", "the product of the matrices", text.symbols)
    value = column([f.at(view.point) for f in view.forms[-1]])
    yield step(
        rf"{product} {text.point(label)} + b_{{\mathrm{{{label}}}}} = {value}",
        "at the point it gives the same value",
        text.symbols,
    )


def _answer(text: ReluText, cells: Sequence[Cell]) -> Answer:
    rows: list[str] = []
    values: list[Exact] = []
    for label, view in cells:
        slopes = np.array([f.slopes for f in view.forms[-1]], dtype=object)
        constants = [f.constant for f in view.forms[-1]]
        rows.append(rf"W_{{\mathrm{{{label}}}}} = {_matrix(slopes)}")
        rows.append(rf"b_{{\mathrm{{{label}}}}} = {column(constants)}")
        values.append(_value(view))
    for (left, one), (right, other) in pairwise(cells):
        if left.endswith("left") and _slopes(one) != _slopes(other):
            rows.append(rf"W_{{\mathrm{{{left}}}}} \ne W_{{\mathrm{{{right}}}}}")
    return Answer(box(rows), tuple(values))


def _remarks(cells: Sequence[Cell]) -> Iterator[str]:
    for (left, one), (_, other) in pairwise(cells):
        if left.endswith("left"):
            said = (
                "two slopes meet, so there is no derivative"
                if _slopes(one) != _slopes(other)
                else "the slopes agree, so the derivative exists all the same"
            )
            yield f"At the point {_said(one.point)} {said}."


def _slopes(view: View) -> list[Vector]:
    return [f.slopes for f in view.forms[-1]]


def _matrix(entries: Array) -> str:
    return column([entries.item()]) if entries.size == 1 else tex.write(matrix(entries))


def _value(view: View) -> Exact:
    """Return slope and intercept; a vector with one entry as its number."""
    forms = view.forms[-1]
    rows: list[Exact] = [_short(f.slopes) for f in forms]
    constants = _short([f.constant for f in forms])
    return (rows[0] if len(rows) == 1 else tuple(rows)), constants


def _short(values: Sequence[Fraction]) -> Exact:
    found = tuple(int(v) if v.denominator == 1 else v for v in values)
    return found[0] if len(found) == 1 else found


def _said(point: Vector) -> str:
    return str(point[0]) if len(point) == 1 else f"({', '.join(map(str, point))})"


def _side(label: str) -> str:
    side = label[1:]
    return f", on its {side}" if side else ""


def _check(net: PiecewiseNetwork, cells: Sequence[Cell]) -> int:
    """Compare the map with the kernels at the corners' midpoints of each cell."""
    cases = 0
    for _, view in cells:
        ends = [view.low, view.high]
        for end in ends:
            point = [(x + e) / 2 for x, e in zip(view.point, end, strict=True) if e is not None]
            h = np.array([point], dtype=object)
            for n, layer in enumerate(net.layers):
                h = linear(
                    h, np.array(layer.weight, dtype=object), np.array(layer.bias, dtype=object)
                )
                h = np.maximum(h, 0) if n + 1 < len(net.layers) else h
            if h[0].tolist() != [f.at(tuple(point)) for f in view.forms[-1]]:
                raise WitnessError(f"the kernels give another value at {_said(tuple(point))}")
            cases += 1
    return cases
