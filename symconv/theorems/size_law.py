r"""The size behind a whole stack as one quotient, and all input sizes that give the same output.

Each layer does ``n -> floor((n + c)/s)`` with ``c = 2p - d(k-1) - 1 + s``. Two of them make one:
``floor((floor((n + a)/b) + c)/s) = floor((n + a + b c)/(b s))``, so that a stack has

    n^{(L)} = floor((n + c_1 + s_1 c_2 + s_1 s_2 c_3 + ...) / (s_1 s_2 ... s_L)).

The first step is that law for any two layers, which is what an induction over the layers uses; the
following steps apply it layer by layer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symconv.errors import GivenError
from symconv.notation import Domain, SymbolTable, name, scalars
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step
from symconv.theorems.answers import box, exact
from symconv.theorems.axis import Axis
from symconv.theorems.conv_size import CONVENTION
from symconv.theorems.count_lines import compact, expression
from symconv.theorems.givens import Size, declared_sizes
from symconv.theorems.givens import size as one_size
from symconv.theorems.network_witness import shapes_witness
from symconv.theorems.shapes import Sizes, sizes_of
from symconv.theorems.stages import POOLS, read_stages

LAYERS = (
    "conv 1 kernel_size=K^{(1)} stride=S^{(1)} padding=P^{(1)}",
    "conv 1 kernel_size=K^{(2)} stride=S^{(2)} padding=P^{(2)}",
    "conv 1 kernel_size=K^{(3)} stride=S^{(3)} padding=P^{(3)}",
)
LAW = (
    r"\left\lfloor \frac{\left\lfloor \frac{x + a}{b} \right\rfloor + c}{s} \right\rfloor "
    r"= \left\lfloor \frac{x + a + b c}{b s} \right\rfloor"
)


def size_law(*, layers: Sequence[str] = LAYERS, size: Size = "W") -> Derivation:
    r"""Return the derivation of the size behind a stack of convolutions and pools, one axis.

    >>> size_law(layers=["conv 1 kernel_size=5 stride=2 padding=2", "max_pool 2"]).answer.value[0]
    'floor((W + 1)/4)'
    """
    width = one_size(size, "size", least=1)
    if not isinstance(width, str):
        raise GivenError(
            f"size must be a letter here, not {width}",
            remedy="network_sizes gives the sizes for numbers",
            given="size",
        )
    found = sizes_of(read_stages(layers), (width,), 0)
    _check(found)
    symbols = _table(found, width)
    return Derivation(
        name="size_law",
        title="The size behind a stack of layers",
        symbols=symbols,
        conventions=(CONVENTION,),
        hypotheses=tuple(
            s.draft(0, symbols, by_name=True).assume(rf"{s.axes[0].slack} \ge 0") for s in found[1:]
        ),
        definitions=tuple(_definitions(found, symbols)),
        steps=tuple(_steps(found, width, symbols)),
        answer=_answer(found, width, symbols),
        witness=shapes_witness(found, symbols),
    )


def _check(found: Sequence[Sizes]) -> None:
    for sizes in found[1:]:
        assert sizes.stage is not None
        if sizes.stage.kind not in POOLS | {"conv"}:
            raise GivenError(
                f"{sizes.title} does not round a quotient down",
                remedy="use convolutions and pools",
                given="layers",
            )


def _table(found: Sequence[Sizes], width: str) -> SymbolTable:
    shifts = [_shift(s) for s in found[1:]]
    own = [
        *scalars(" ".join(["x a c m", *shifts, *(s.names[0] for s in found[1:])]), Domain.INTEGER),
        *scalars("b s", Domain.POSITIVE),
    ]
    taken = {row.name for row in own}
    parameters = [v for s in found for axis in s.axes for v in (axis.k, axis.s, axis.d)]
    natural = [v for s in found for axis in s.axes for v in (axis.p, axis.q)]
    for given, values in (("size", (width,)), ("layers", (*parameters, *natural))):
        for value in values:
            if isinstance(value, str) and name(value) in taken:
                raise GivenError(
                    f"the letter {value} means something else in this derivation",
                    remedy="choose another",
                    given=given,
                )
    return SymbolTable.of(declared_sizes(width, *parameters, natural=natural), own)


def _shift(sizes: Sizes) -> str:
    assert sizes.stage is not None
    return f"c^{{({sizes.stage.number})}}"


def _definitions(found: Sequence[Sizes], symbols: SymbolTable) -> Iterator[Defined]:
    for sizes in found[1:]:
        draft = sizes.draft(0, symbols, by_name=True)
        yield draft.define(f"m := {sizes.templates[0]}", f"{sizes.title}: the size formula")
        axis = sizes.axes[0]
        shift = draft.fill(axis.slack.removeprefix("n + ") + " + s")
        yield define(f"{_shift(sizes)} := {shift}", f"{sizes.title}: its shift", symbols)


def _steps(found: Sequence[Sizes], width: str, symbols: SymbolTable) -> Iterator[Step]:
    yield step(LAW, "two roundings are one, for all integers: the step of an induction", symbols)
    before = ""
    for number, sizes in enumerate(found[1:], start=1):
        (label,) = sizes.names
        yield step(
            f"{label} = {_law(found[1 : number + 1], width)}",
            f"{sizes.title}: the law so far, with one more shift and stride",
            symbols,
            label=label,
            uses=[before] if before else [],
        )
        before = label
    if len(found) > 2:
        yield step(
            _exact_everywhere(found, width),
            "no layer drops a sample exactly when the divisor of the law leaves no remainder",
            symbols,
        )
    yield step(
        _same_output(found, width),
        "all inputs with the same output: a floor is m for as many integers as the divisor",
        symbols,
        uses=[before],
    )


def _law(stages: Sequence[Sizes], width: str) -> str:
    terms = " + ".join([width, *_shifts([stages[0], *stages])])
    divisor = compact([s.axes[0].s for s in stages])
    return rf"\left\lfloor \frac{{{terms}}}{{{divisor}}} \right\rfloor"


def _numeric_shift(found: Sequence[Sizes]) -> int | None:
    """Return the sum of all shifts where every parameter is a number."""
    total, stride = 0, 1
    for sizes in found[1:]:
        axis: Axis = sizes.axes[0]
        numbers = (axis.k, axis.s, axis.p, axis.q, axis.d)
        if any(isinstance(v, str) for v in numbers):
            return None
        k, s, p, q, d = map(int, numbers)
        total += stride * (p + q - d * (k - 1) - 1 + s)
        stride *= s
    return total


def _bounds(found: Sequence[Sizes]) -> tuple[str, str]:
    """Return the least and the largest input with output m."""
    divisor = compact([s.axes[0].s for s in found[1:]])
    least = rf"{divisor} m - \left({' + '.join(_shifts(found))}\right)"
    return least, f"{least} + {divisor} - 1"


def _shifts(found: Sequence[Sizes]) -> list[str]:
    shifts: list[str] = []
    strides: list[Size] = []
    for sizes in found[1:]:
        shifts.append(compact((*strides, _shift(sizes))))
        strides.append(sizes.axes[0].s)
    return shifts


def _same_output(found: Sequence[Sizes], width: str) -> str:
    (label,) = found[-1].names
    least, most = _bounds(found)
    return rf"{label} = m \iff {least} \le {width} \le {most}"


def _exact_everywhere(found: Sequence[Sizes], width: str) -> str:
    """Say that all divisions are exact exactly when the one of the law is."""
    reads = [width, *(s.names[0] for s in found[1:-1])]
    each = [
        rf"\left({n} + {_shift(s)}\right) \bmod {s.axes[0].s} = 0"
        for n, s in zip(reads, found[1:], strict=True)
        if s.axes[0].s != 1
    ]
    divisor = compact([s.axes[0].s for s in found[1:]])
    total = " + ".join([width, *_shifts(found)])
    whole = rf"\left({total}\right) \bmod \left({divisor}\right) = 0"
    return r" \wedge ".join(each or ["0 = 0"]) + rf" \iff {whole}"


def _answer(found: Sequence[Sizes], width: str, symbols: SymbolTable) -> Answer:
    (label,) = found[-1].names
    law = _law(found[1:], width)
    total = _numeric_shift(found)
    if total is not None:
        sign = "+" if total >= 0 else "-"
        top = f"{width} {sign} {abs(total)}" if total else width
        divisor = compact([s.axes[0].s for s in found[1:]])
        law = rf"\left\lfloor \frac{{{top}}}{{{divisor}}} \right\rfloor"
        if divisor == "1":
            law = top
    lines = [f"{label} = {law}", _same_output(found, width)]
    values = (law, *_bounds(found))
    return Answer(box(lines), tuple(exact(expression(v, symbols)) for v in values))
