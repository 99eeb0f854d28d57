r"""Mistakes in a design: what undoes each of them.

*Defines* `explanations`. A mistake is named if the design without it has the table; which function
it computes instead is named if it has a usual name. A single number is named if no other single
number could be changed to mend the design.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.search import Found, names, weight
from symconv.audit.judge.designs.activations import ACTIVATIONS, OTHER_SIDE, WORDS
from symconv.audit.judge.designs.design import Design, Unit
from symconv.audit.judge.designs.gates import gate_name
from symconv.audit.judge.designs.mending import Mend, mends
from symconv.audit.judge.designs.values import of_table

Undone = Iterator[tuple[Mistake, Design]]
TRANSPOSED = "a weight matrix with one column for each unit"


def explanations(
    design: Design, wanted: Sequence[int], activation: str, *, told: bool, activated: bool
) -> tuple[Found, tuple[Mend, ...]]:
    """Return the mistakes that explain a wrong design, and the single numbers that would mend it.

    ``activation`` is that of the question's hidden units; ``told`` says that a formula of the
    answer tells whether a row or a column of its matrix belongs to a unit, ``activated`` that the
    activation of the output is written.
    """
    undone = [*_of_output(design, activated=activated), *_of_hidden(design, activation, told=told)]
    fits = [(m,) for m, other in undone if other.table() == tuple(wanted)]
    tried = len(undone) + 1
    instead = gate_name(design.table())
    if instead:
        asked = gate_name(wanted) or "the table"
        sentence = f"{instead} was realised in place of {asked}"
        plain = instead.startswith(("always", "x_")) and "implies" not in instead
        fits.append((Mistake("another-gate", sentence, 5 if plain else 2),))
    fits += [(m,) for m in of_table(design, wanted)]
    single = tuple(mends(design, wanted))
    tried += sum(1 for _ in design.entries())
    if len(single) == 1:
        fits.append((_single(design, single[0]),))
    elif single and all(design[m.entry] and m.holds(-design[m.entry]) for m in single):
        either = " or ".join(f"the sign of {design.called(m.entry)}" for m in single)
        fits.append((Mistake("sign", f"{either} is reversed", 3),))
    return Found(tuple(sorted(fits, key=lambda f: (weight(f), names(f)))), tried), single


def _single(design: Design, mend: Mend) -> Mistake:
    called, value = design.called(mend.entry), design[mend.entry]
    if value and mend.holds(-value):
        return Mistake("sign", f"the sign of {called} is reversed", 3)
    right = mend.said("it")
    if value == 0 and mend.entry.weight is None:
        return Mistake("bias-ignored", f"{called} was left out (right: {right})", 3)
    return Mistake("slip", f"one number is wrong: {called} is {value} (right: {right})", 4)


def _of_output(design: Design, *, activated: bool) -> Undone:
    """Undo mistakes about the last unit: its signs, its threshold, what its numbers belong to."""
    last = design.units[-1]
    yield from _signs(design, len(design.units) - 1, "the output" if design.depth > 1 else "")
    minus = _negated(last)
    if last.activation in OTHER_SIDE:
        other = replace(last, activation=OTHER_SIDE[last.activation])
        strict = Mistake("strictness", _at_threshold(other.activation))
        yield strict, _with_last(design, other)
        sides = Mistake("inequality-reversed", "the unit answered 1 on the other side")
        yield sides, _with_last(design, minus)
        yield sides, _with_last(design, replace(minus, activation=other.activation))
        linear = Mistake("output-linear", "the output was a linear unit", 1, "a linear output unit")
        if design.depth > 1 and not activated:
            yield linear, _with_last(design, replace(last, activation="linear"))
    for i, w in enumerate(last.weights):
        row = (*last.weights[:i], last.bias, *last.weights[i + 1 :])
        swap = Mistake("weight-bias-swapped", "the bias and a weight were swapped", 2)
        yield swap, _with_last(design, replace(last, weights=row, bias=w))
    if last.weights != last.weights[::-1]:
        what = "inputs" if design.depth == 1 else "hidden units"
        order = Mistake("order-swapped", f"the {what} were taken in the opposite order", 2)
        yield order, _with_last(design, replace(last, weights=last.weights[::-1]))


def _at_threshold(activation: str) -> str:
    if "strict" in activation:
        return "the unit answered 1 only above the threshold, not at it"
    return "the unit answered 1 at the threshold too, not only above it"


def _negated(unit: Unit) -> Unit:
    return replace(unit, weights=tuple(-w for w in unit.weights), bias=-unit.bias)


def _with_last(design: Design, unit: Unit) -> Design:
    return design.with_units((*design.units[:-1], unit))


def _signs(design: Design, number: int, owner: str) -> Undone:
    """Undo a reversed sign of the bias, and of all weights, of a unit."""
    unit, of = design.units[number], f" of {owner}" if owner else ""
    units = list(design.units)
    if unit.bias:
        units[number] = replace(unit, bias=-unit.bias)
        yield Mistake("sign", f"the sign of the bias{of} is reversed"), design.with_units(units)
    if any(unit.weights):
        units[number] = replace(_negated(unit), bias=unit.bias)
        mistake = Mistake("sign", f"the signs of all weights{of} are reversed")
        yield mistake, design.with_units(units)


def _of_hidden(design: Design, activation: str, *, told: bool) -> Undone:
    """Undo mistakes about the units below the output."""
    hidden = design.units[:-1]
    if not hidden:
        return
    kinds = {unit.activation for unit in hidden}
    for other in ACTIVATIONS if design.units[-1].activation == "linear" else OTHER_SIDE:
        if {other} != kinds:
            changed = _each(design, lambda u, a=other: replace(u, activation=a))  # type: ignore[misc]
            yield _activation(kinds, other, activation), changed
    if design.depth != 2:
        return
    for number in range(len(hidden)) if len(hidden) > 1 or any(u.bias for u in hidden) else ():
        yield from _signs(design, number, f"h_{number + 1}")
    biases = [u.bias for u in hidden]
    if any(biases):
        sentence = "the signs of all biases of the hidden units are reversed"
        yield Mistake("sign", sentence, 2), _each(design, lambda u: replace(u, bias=-u.bias))
    if biases != biases[::-1]:
        units = [replace(u, bias=b) for u, b in zip(hidden, biases[::-1], strict=True)]
        order = Mistake("order-swapped", "the biases of the hidden units were swapped", 2)
        yield order, design.with_units((*units, design.units[-1]))
    if all(u.sources == tuple(range(design.inputs)) for u in hidden) and len(hidden) == (
        design.inputs
    ):
        columns = zip(*(u.weights for u in hidden), strict=True)
        turned = [replace(u, weights=col) for u, col in zip(hidden, columns, strict=True)]
        sentence = "the weight matrix of the hidden units was transposed"
        mistake = Mistake("transposed", sentence, 1, "" if told else TRANSPOSED)
        yield mistake, design.with_units((*turned, design.units[-1]))


def _each(design: Design, change: Callable[[Unit], Unit]) -> Design:
    """Change all hidden units alike."""
    return design.with_units((*map(change, design.units[:-1]), design.units[-1]))


def _activation(kinds: set[str], other: str, asked: str) -> Mistake:
    if kinds == {"linear"} and other == asked:
        return Mistake("activation-ignored", "the activation of the hidden units was left out")
    sentence = f"the hidden units were {WORDS[other]} units"
    return Mistake("another-activation", sentence, 2)
