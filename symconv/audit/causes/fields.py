r"""Mistakes about receptive fields: the recurrence, transposed layers, layers that see everything.

*Defines* `field_variants`. With r pixels and a jump J, the field grows by :math:`d (k - 1) J`, and
the jump by the factor s. A `Rule` says what is done instead; where nothing is done wrongly the
value of the theorem stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.plan import Layer, plan_of
from symconv.audit.causes.question import Question, plain_count
from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.proof.exact_numbers import Exact, reduced

Step = Callable[[Fraction, Fraction, Layer], tuple[Fraction, Fraction]]
RIGHT: Value = ()
"""Stands for the value of the theorem."""


def _grow(r: Fraction, jump: Fraction, at: Layer) -> tuple[Fraction, Fraction]:
    return r + at.dilation[0] * (at.kernel[0] - 1) * jump, jump * at.stride[0]


RECURRENCES: tuple[tuple[Mistake | None, Step], ...] = (
    (None, _grow),
    (
        Mistake("jump-ignored", "the strides of the layers before were ignored"),
        lambda r, j, at: (r + at.dilation[0] * (at.kernel[0] - 1), j),
    ),
    (
        Mistake("own-stride", "each layer's own stride was counted before its kernel"),
        lambda r, j, at: (
            r + at.dilation[0] * (at.kernel[0] - 1) * j * at.stride[0],
            j * at.stride[0],
        ),
    ),
    (
        Mistake("last-stride", "only the stride of the layer just before was counted"),
        lambda r, j, at: (r + at.dilation[0] * (at.kernel[0] - 1) * j, Fraction(at.stride[0])),
    ),
    (
        Mistake("kernel-minus-one-forgotten", "each kernel was counted whole, not minus 1"),
        lambda r, j, at: (r + at.dilation[0] * at.kernel[0] * j, j * at.stride[0]),
    ),
    (
        Mistake("strides-added", "strides were added, not multiplied"),
        lambda r, j, at: (
            r + at.dilation[0] * (at.kernel[0] - 1) * j,
            j + at.stride[0] - (1 if j == 1 else 0),
        ),
    ),
    (
        Mistake("dilation-ignored", "the dilation was ignored"),
        lambda r, j, at: (r + (at.kernel[0] - 1) * j, j * at.stride[0]),
    ),
)
TRANSPOSED: tuple[tuple[Mistake | None, Step | None], ...] = (
    (None, None),
    (
        Mistake("transposed-as-conv", "a transposed convolution was treated as a convolution"),
        _grow,
    ),
    (
        Mistake(
            "transposed-as-conv",
            "a transposed convolution was treated as a convolution that divides the jump",
        ),
        lambda r, j, at: (r + (at.kernel[0] - 1) * j, j / at.stride[0]),
    ),
    (
        Mistake(
            "transposed-size-formula",
            "the size formula S (r - 1) + K of a transposed convolution was applied to the field",
        ),
        lambda r, j, at: (at.stride[0] * (r - 1) + at.kernel[0], j / at.stride[0]),
    ),
    (
        Mistake("transposed-unchanged", "a transposed convolution was taken to keep the field"),
        lambda r, j, at: (r, j / at.stride[0]),
    ),
    (
        Mistake("transposed-jump-formula", "the field was spread by the jump: k + (r - 1) J"),
        lambda r, j, at: (at.kernel[0] + (r - 1) * j, j / at.stride[0]),
    ),
)
LOCAL = Mistake("local-where-global", "a layer that sees everything was treated as a local one")


@dataclass(frozen=True)
class Rule:
    """How fields are computed, and which mistakes that makes."""

    mistakes: tuple[Mistake, ...]
    grow: Step = _grow
    transposed: Step | None = None
    local: bool = False
    start: int = 1
    plan: tuple[Layer, ...] = ()


def field_variants(question: Question) -> Iterator[Variant]:
    """Yield the fields after each mistake, and after mistakes of different kinds together."""
    if question.ask != "receptive_field":
        return
    plan = plan_of(question)
    if not plan or not _is_right(question, plan):
        return
    for rule in _rules(plan):
        if rule.mistakes:
            yield Variant(rule.mistakes, values=_values(question, _run(rule)))
    yield from _shifted(question)


def _rules(plan: tuple[Layer, ...]) -> Iterator[Rule]:
    roles = {layer.role for layer in plan}
    turns = TRANSPOSED if "conv_transpose" in roles else TRANSPOSED[:1]
    locals_ = (False, True) if roles & {"linear", "global"} else (False,)
    for (grown, grow), (turned, step), local in product(_recurrences(plan), turns, locals_):
        mistakes = tuple(m for m in (grown, turned, LOCAL if local else None) if m is not None)
        yield Rule(mistakes, grow, step, local, 1, plan)
    zero = Mistake("field-starts-at-zero", "the field of the input was taken to be 0, not 1")
    yield Rule((zero,), start=0, plan=plan)
    yield Rule((zero, LOCAL), start=0, local=True, plan=plan)
    for mistake, other in _plans(plan):
        yield Rule((mistake,), plan=other)
        yield Rule((mistake, LOCAL), local=True, plan=other)


def _recurrences(plan: tuple[Layer, ...]) -> list[tuple[Mistake | None, Step]]:
    """Return the recurrences that differ from the right one for this network."""
    right = _run(Rule((), plan=plan, local=True, transposed=_grow))
    found: list[tuple[Mistake | None, Step]] = []
    for mistake, step in RECURRENCES:
        if mistake is None or _run(Rule((), step, _grow, local=True, plan=plan)) != right:
            found.append((mistake, step))
    return found


def _plans(plan: tuple[Layer, ...]) -> Iterator[tuple[Mistake, tuple[Layer, ...]]]:
    """Yield plans in which one layer, or all pools, are not what they are."""
    pools = Mistake("pools-ignored", "pooling layers were left out")
    yield pools, tuple(_neutral(a) if a.role == "pool" else a for a in plan)
    for i, layer in enumerate(plan):
        if layer.role not in ("conv", "pool"):
            continue
        number = f"layer {layer.number}"
        for step in (1, -1):
            kernel = (layer.kernel[0] + step, *layer.kernel[1:])
            size = "large" if step > 0 else "small"
            off = Mistake("kernel-size-off-by-one", f"the kernel of {number} is one too {size}", 2)
            if kernel[0] >= 1:
                yield off, (*plan[:i], replace(layer, kernel=kernel), *plan[i + 1 :])
        ignored = Mistake("stride-ignored", f"the stride of {number} was ignored")
        if layer.stride[0] != 1:
            yield ignored, (*plan[:i], replace(layer, stride=(1,)), *plan[i + 1 :])
        left = Mistake("layer-left-out", f"{number} was left out", 2)
        yield left, (*plan[:i], _neutral(layer), *plan[i + 1 :])


def _neutral(layer: Layer) -> Layer:
    return replace(layer, kernel=(1,), stride=(1,))


def _run(rule: Rule) -> dict[int, Value]:
    """Return the field of each layer; `RIGHT` where the theorem's own value stands."""
    out: dict[int, Value] = {}
    r, jump, known = Fraction(rule.start), Fraction(1), True
    for layer in rule.plan:
        if layer.role == "conv_transpose" and rule.transposed is None:
            known = False
        elif layer.role == "conv_transpose" and rule.transposed is not None:
            r, jump = rule.transposed(r, jump, layer)
        elif layer.role in ("conv", "pool"):
            r, jump = rule.grow(r, jump, layer)
        if layer.role in ("linear", "global") and not rule.local:
            known = False
        out[layer.number] = reduced(r) if known else RIGHT
    return out


def _values(question: Question, fields: dict[int, Value]) -> dict[int, Value]:
    point = next(iter(question.points))
    out: dict[int, Value] = {}
    for i, layer in enumerate(question.layers[: plain_count(question)]):
        found = fields.get(layer or 0, RIGHT)
        out[i] = value_at(question.trees[i], point) if found == RIGHT else found
    return out


def _is_right(question: Question, plan: tuple[Layer, ...]) -> bool:
    """Whether the plain recurrence gives what the theorem says, up to where it holds."""
    try:
        right = _values(question, {})
        plain = _values(question, _run(Rule((), plan=plan)))
    except (NoValue, StopIteration):
        return False
    return right == plain


def _shifted(question: Question) -> Iterator[Variant]:
    """Every layer with the field of the layer before it, or behind it."""
    values: list[Exact] = [v for v in _values(question, {}).values() if not isinstance(v, tuple)]
    if len(values) < 2 or len(values) != len(question.trees):
        return
    sentence = "each layer was given the field of the layer before"
    before: dict[int, Value] = dict(enumerate([1, *values[:-1]]))
    yield Variant((Mistake("layer-off-by-one", sentence),), values=before)
