r"""A rectified network with one input as a whole: its breakpoints and the map between them.

Between two neighbouring breakpoints no unit changes its sign, so the network is affine there; at a
breakpoint the maps of both sides have one value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from symconv.algebra.regions import PiecewiseNetwork, global_form
from symconv.errors import GivenError, WitnessError
from symconv.kernels import linear
from symconv.latex import tex
from symconv.proof.author import step
from symconv.proof.derivation import Answer, Derivation, Exact, Step, Witness
from symconv.theorems.answers import box, exact
from symconv.theorems.figures.piecewise import piecewise_graph, rectified
from symconv.theorems.relu_lines import CONVENTION, LABELS, ReluText, column
from symconv.theorems.relu_network import read_network
from symconv.theorems.relu_views import Form, View, between, switches
from symconv.theorems.tensors import number


def piecewise_form(*, layers: Sequence[str]) -> Derivation:
    """Return the pieces of a rectified network with one input and one output, at most eight.

    ``layers`` are texts ``W x + b``, all but the last rectified. The value is the
    affine map of every stretch, from left to right.
    Raises GivenError for sizes that do not fit and for more stretches.

    >>> piecewise_form(layers=["[[1], [-1]] x + [0, 0]", "[[1, 1]] x + [0]"]).answer.value
    ('-x', 'x')
    """
    net = read_network(layers)
    if net.in_size != 1 or net.out_size != 1:
        raise GivenError(
            f"a network from R^{net.in_size} to R^{net.out_size} has no graph in the plane",
            remedy="give layers of a network with one input and one output",
            given="layers",
        )
    places = switches(net)
    if len(places) >= len(LABELS):
        raise GivenError(
            f"the network has {len(places) + 1} stretches; at most {len(LABELS)} are written out",
            given="layers",
        )
    cells = list(zip(LABELS, between(net, places), strict=False))
    text = ReluText(net, [label for label, _ in cells])
    return Derivation(
        name="piecewise_form",
        title="A rectified network as a piecewise linear function",
        symbols=text.symbols,
        conventions=(CONVENTION,),
        definitions=(*text.layers(), *(d for c in cells for d in text.matrices(*c))),
        steps=(
            *(s for cell in cells for s in _piece(text, *cell)),
            *_joints(text, cells, places),
        ),
        answer=_answer(text, cells),
        witness=Witness("values of the linear kernel on a grid", lambda: _check(net, cells)),
        remarks=_remarks(net, places),
        figures=piecewise_graph(net, []),
    )


def _piece(text: ReluText, label: str, view: View) -> Iterator[Step]:
    for n, found in enumerate(text.inside(label, view, text.premise(view))):
        before = rf"Stretch $\mathrm{{{label}}}$:" if n == 0 else ""
        yield step(found.latex, found.reason, text.symbols, before=before)


def _joints(
    text: ReluText, cells: Sequence[tuple[str, View]], places: Sequence[Fraction]
) -> Iterator[Step]:
    for (left, one), (right, _), at in zip(cells, cells[1:], places, strict=False):
        x = tex.write(number(at))
        x = rf"\cdot \left({x}\right)" if at < 0 else rf"\cdot {x}"
        sides = [rf"W_{{\mathrm{{{c}}}}} {x} + b_{{\mathrm{{{c}}}}}" for c in (left, right)]
        yield step(
            f"{sides[0]} = {sides[1]} = {column([one.forms[-1][0].at((at,))])}",
            f"at $x = {tex.write(number(at))}$ both sides agree",
            text.symbols,
        )


def _answer(text: ReluText, cells: Sequence[tuple[str, View]]) -> Answer:
    rows = []
    values: list[Exact] = []
    for label, view in cells:
        form = view.forms[-1][0]
        rows.append(rf"W_{{\mathrm{{{label}}}}} x + b_{{\mathrm{{{label}}}}} = {text.form(form)}")
        values.append(exact(text.tree(form)))
    return Answer(box(rows), tuple(values))


def _remarks(net: PiecewiseNetwork, places: Sequence[Fraction]) -> tuple[str, ...]:
    bends = global_form(rectified(net)).breakpoints
    listed = ", ".join(map(str, bends)) or "nowhere"
    said = [f"The slope changes at $x = {listed}$."] if bends else ["The slope never changes."]
    silent = [str(p) for p in places if p not in bends]
    if silent:
        said.append(f"At $x = {', '.join(silent)}$ a unit switches and the function does not bend.")
    return tuple(said)


def _check(net: PiecewiseNetwork, cells: Sequence[tuple[str, View]]) -> int:
    cases = 0
    ends = [view.point[0] for _, view in cells]
    low, high = min(ends) - 3, max(ends) + 3
    for k in range(41):
        x = low + (high - low) * Fraction(k, 40)
        h = np.array([[x]], dtype=object)
        for n, layer in enumerate(net.layers):
            h = linear(h, np.array(layer.weight, dtype=object), np.array(layer.bias, dtype=object))
            h = np.maximum(h, 0) if n + 1 < len(net.layers) else h
        form = _form_at(cells, x)
        if h[0, 0] != form.at((x,)):
            raise WitnessError(f"the kernels give another value at {x}")
        cases += 1
    return cases


def _form_at(cells: Sequence[tuple[str, View]], x: Fraction) -> Form:
    for _, view in cells:
        if view.high[0] is None or x <= view.high[0]:
            return view.forms[-1][0]
    raise AssertionError("the stretches cover the line")
