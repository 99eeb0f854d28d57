r"""Mistakes about networks of layers: shapes, channels, and parameters.

*Defines* `network_variants`. A network is run in plain integers with one thing done wrongly, in one
layer or in all; the theorem's own conclusions must come out when nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.network_model import Habit, counts, shapes, size_behind
from symconv.audit.causes.plan import Layer, plan_of
from symconv.audit.causes.question import Question, plain_count
from symconv.audit.causes.values import NoValue, Value, value_at

BIAS, NO_BIAS = "biases counted", "biases left out"


def _rounded_up(n: int, at: Layer, axis: int) -> int:
    if at.role == "conv_transpose":
        return size_behind(n, at, axis)
    reach = at.dilation[axis] * (at.kernel[axis] - 1) + 1
    return -((-(n + 2 * at.padding[axis] - reach)) // at.stride[axis]) + 1


def network_variants(question: Question) -> Iterator[Variant]:
    """Yield the conclusions after each mistake, in one layer or in all of them."""
    plan = plan_of(question)
    kinds = {"network_sizes": _sizes, "network_parameters": counts, "network_channels": _channels}
    conclude = kinds.get(question.ask)
    if not plan or conclude is None:
        return
    right = _concluded(conclude, question, plan, Habit())
    if not right or right != _own(question):
        return
    if question.ask == "network_channels":
        yield from _channel_slips(question, plan)
    for mistake, changed, habit in _mistakes(plan):
        values = _concluded(conclude, question, changed, habit)
        if values and values != right:
            yield Variant((mistake,), values=values)


def _own(question: Question) -> dict[int, Value]:
    try:
        point = next(iter(question.points))
        trees = question.trees[: plain_count(question)]
        return {i: value_at(tree, point) for i, tree in enumerate(trees)}
    except (NoValue, StopIteration):
        return {}


Conclude = Callable[[Question, tuple[Layer, ...], Habit], dict[int, Value]]


def _concluded(
    conclude: Conclude, question: Question, plan: tuple[Layer, ...], habit: Habit
) -> dict[int, Value]:
    try:
        return conclude(question, plan, habit)
    except (ZeroDivisionError, IndexError, KeyError):
        return {}


def _mistakes(plan: tuple[Layer, ...]) -> Iterator[tuple[Mistake, tuple[Layer, ...], Habit]]:
    for name, sentence, change in _CHANGES:
        everywhere = tuple(change(a) for a in plan)
        if everywhere != plan:
            yield Mistake(name, f"{sentence} in every layer"), everywhere, Habit()
        for i, layer in enumerate(plan):
            one = (*plan[:i], change(layer), *plan[i + 1 :])
            if one not in (plan, everywhere):
                yield Mistake(name, f"{sentence} in layer {layer.number}", 2), one, Habit()
    for mistake, habit in _HABITS:
        yield mistake, plan, habit


def _windowed(change: Callable[[Layer], Layer]) -> Callable[[Layer], Layer]:
    return lambda a: change(a) if a.role in ("conv", "conv_transpose", "pool") else a


def _plus(values: tuple[int, ...], step: int) -> tuple[int, ...]:
    return tuple(max(1, v + step) for v in values)


_CHANGES: tuple[tuple[str, str, Callable[[Layer], Layer]], ...] = (
    ("stride-ignored", "the stride was ignored",
     _windowed(lambda a: replace(a, stride=tuple(1 for _ in a.stride)))),
    ("padding-ignored", "the padding was ignored",
     _windowed(lambda a: replace(a, padding=tuple(0 for _ in a.padding)))),
    ("dilation-ignored", "the dilation was ignored",
     _windowed(lambda a: replace(a, dilation=tuple(1 for _ in a.dilation)))),
    ("groups-ignored", "the groups were ignored", lambda a: replace(a, groups=1)),
    ("padding-twice", "the padding was applied twice",
     _windowed(lambda a: replace(a, padding=tuple(2 * p for p in a.padding)))),
    ("kernel-size-off-by-one", "the kernel was taken one too large",
     _windowed(lambda a: replace(a, kernel=_plus(a.kernel, 1)))),
    ("kernel-size-off-by-one", "the kernel was taken one too small",
     _windowed(lambda a: replace(a, kernel=_plus(a.kernel, -1)))),
    ("stride-padding-swapped", "stride and padding were swapped",
     _windowed(lambda a: replace(a, stride=_plus(a.padding, 0), padding=a.stride)
               if min(a.padding) > 0 else a)),
)  # fmt: skip
_HABITS: tuple[tuple[Mistake, Habit], ...] = (
    (Mistake("one-forgotten", "the + 1 was forgotten in every layer"),
     Habit(size=lambda n, a, x: size_behind(n, a, x) - (a.role in ("conv", "pool")))),
    (Mistake("padding-once", "the padding was applied on one side only"),
     Habit(size=lambda n, a, x: size_behind(n - a.padding[x], a, x))),
    (Mistake("ceil-for-floor", "sizes were rounded up, not down"), Habit(size=_rounded_up)),
    (Mistake("channels-kept", "the number of channels was not updated"),
     Habit(keeps_channels=True)),
    (Mistake("channels-forgotten", "channels were forgotten when flattening"),
     Habit(flatten="area")),
    (Mistake("area-forgotten", "sizes were forgotten when flattening"), Habit(flatten="depth")),
    (Mistake("bias-forgotten", "the biases were forgotten", convention=NO_BIAS),
     Habit(biases="none")),
    (Mistake("bias-counted", "biases were counted", convention=BIAS), Habit(biases="counted")),
    (Mistake("bias-per-position", "a bias was counted for every position of the output"),
     Habit(biases="position")),
    (Mistake("bias-per-channel", "a bias was counted for every channel of every kernel"),
     Habit(biases="slice")),
    (Mistake("bias-once", "one bias was counted per layer"), Habit(biases="once")),
    (Mistake("in-channels-ignored", "the input channels were ignored"), Habit(weights="depthless")),
    (Mistake("filters-ignored", "the number of filters was ignored"), Habit(weights="one")),
    (Mistake("square-forgotten", "K in place of its square"), Habit(weights="line")),
    (Mistake("pool-has-parameters", "a pooling layer was given weights"), Habit(weights="pool")),
)  # fmt: skip


def _sizes(question: Question, plan: tuple[Layer, ...], habit: Habit) -> dict[int, Value]:
    behind = {a.number: s[1] for a, s in zip(plan, shapes(question, plan, habit), strict=False)}
    batch = question.given.get("batch")
    lead = (batch,) if isinstance(batch, int) and batch else ()
    out: dict[int, Value] = {}
    for i, layer in enumerate(question.layers[: plain_count(question)]):
        shape = behind[layer or 0]
        shown = shape if question.given.get("channels") else shape[1:]
        whole = (*lead, *shown)
        out[i] = whole if len(whole) > 1 else whole[0]
    return out


def _channels(question: Question, plan: tuple[Layer, ...], habit: Habit) -> dict[int, Value]:
    before = {a.number: s[0] for a, s in zip(plan, shapes(question, plan, habit), strict=False)}
    return {
        i: before[layer or 0][0] for i, layer in enumerate(question.layers[: plain_count(question)])
    }


def _channel_slips(question: Question, plan: tuple[Layer, ...]) -> Iterator[Variant]:
    """Every layer with the channels of its neighbour: its own filters, or what came before."""
    right = _concluded(_channels, question, plan, Habit())
    layers = [n or 0 for n in question.layers[: plain_count(question)]]
    around = {a.number: s for a, s in zip(plan, shapes(question, plan, Habit()), strict=False)}
    own: dict[int, Value] = {i: around[n][1][0] for i, n in enumerate(layers)}
    before: dict[int, Value] = {i: around[max(1, n - 1)][0][0] for i, n in enumerate(layers)}
    for sentence, values in (
        ("each layer was given its own number of filters", own),
        ("each layer was given the channels of the layer before", before),
    ):
        if values != right:
            yield Variant((Mistake("layer-off-by-one", sentence),), values=values)
