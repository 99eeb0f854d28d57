r"""What a pooling layer does to sizes, channels, parameters and the cost of the layers behind it.

A pool works on each channel by itself and learns nothing. It divides the number of positions, and
with it the multiplications of every convolution that follows, by the stride of each axis, or more.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.errors import GivenError, ShapeError
from symconv.notation import Domain, name, scalars
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Derivation, Exact, Step
from symconv.theorems.answers import answer, box
from symconv.theorems.axis import Axis, read_axes, symbol_table
from symconv.theorems.conv_size import CONVENTION
from symconv.theorems.draft import Draft
from symconv.theorems.givens import Size, Sizes, declared_sizes
from symconv.theorems.givens import size as one_size
from symconv.theorems.pool_witness import pool_witness

CHANNELS, PARAMETERS = "C'", r"\theta"


def pooling_effect(
    *,
    size: Sizes = ("H", "W"),
    channels: Size = "C",
    kernel_size: Sizes = "K",
    stride: Sizes = "S",
    padding: Sizes = 0,
) -> Derivation:
    r"""Return the derivation of size, channels and parameters behind a max or average pool.

    Without padding and with windows at least as long as the stride, which is assumed of symbols,
    the derivation also shows how much smaller the output is.

    >>> pooling_effect(size=[55, 55], channels=96, kernel_size=3, stride=2).answer.value
    (27, 27, 96, 0)
    """
    found = read_axes(size, kernel_size, stride, padding, 1)
    depth = one_size(channels, "channels", least=1)
    _check(found, depth)
    own = scalars(f"{CHANNELS} {PARAMETERS}", Domain.NATURAL)
    symbols = symbol_table(found, own).extended(declared_sizes(depth))
    drafts = [axis.draft(symbols) for axis in found]
    pairs = list(zip(found, drafts, strict=True))
    smaller = all(_is_smaller(axis) for axis in found)
    sizes = answer([_size(axis) for axis in found], drafts)
    values: tuple[Exact, ...] = sizes.value if isinstance(sizes.value, tuple) else (sizes.value,)
    lines = [d.fill(_size(a)) for a, d in pairs]
    lines += [f"{CHANNELS} = {depth}", f"{PARAMETERS} = 0"]
    return Derivation(
        name="pooling_effect",
        title="What a pool does",
        symbols=symbols,
        conventions=(CONVENTION,),
        hypotheses=tuple(
            dict.fromkeys(
                d.assume(line)
                for a, d in pairs
                if not a.is_numeric
                for line in (rf"{a.slack} \ge 0", *((r"k \ge s",) if smaller else ()))
            )
        ),
        definitions=(
            *(d.define(f"m := {a.out}", "the size formula") for a, d in pairs),
            define(f"{CHANNELS} := {depth}", "each channel is pooled by itself", symbols),
            define(f"{PARAMETERS} := 0", "a maximum or a mean has no weights", symbols),
        ),
        steps=(
            *(d.step(_size(a), "how many windows fit") for a, d in pairs),
            step(f"{CHANNELS} = {depth}", "the window size does not touch the channels", symbols),
            *(_smaller(pairs) if smaller else ()),
        ),
        answer=Answer(box(lines), (*values, depth, 0)),
        witness=pool_witness(found, depth, symbols),
    )


def _size(axis: Axis) -> str:
    return f"m = {axis.out}" + (f" = {axis.out_number()}" if axis.is_numeric else "")


def _is_smaller(axis: Axis) -> bool:
    """Whether the output is smaller by the stride: no padding, windows that leave no gap."""
    known = isinstance(axis.k, int) and isinstance(axis.s, int)
    return axis.p == 0 == axis.q and (not known or int(axis.k) >= int(axis.s))


def _smaller(pairs: Sequence[tuple[Axis, Draft]]) -> list[Step]:
    labels = [f"shorter {a}" for a in range(len(pairs))]
    steps = [
        d.step(r"s m \le n", "windows lie side by side inside the input", label=labels[a])
        for a, (_, d) in enumerate(pairs)
    ]
    if len(pairs) != 2:
        return steps
    (first, one), (second, other) = pairs
    shrunk = " ".join(d.fill(t) for d in (one, other) for t in ("s",))
    if isinstance(first.s, int) and isinstance(second.s, int):
        shrunk = str(first.s * second.s)
    elif first.s == second.s:
        shrunk = f"{first.s}^{{2}}"
    product = rf"{one.fill('n')} \cdot {other.fill('n')}"
    return [
        *steps,
        step(
            rf"{shrunk} {one.fill('m')} {other.fill('m')} \le {product}",
            "so the map has so many times fewer positions, and a convolution behind the pool so "
            "many times fewer multiplications",
            one.symbols,
            uses=labels,
        ),
    ]


def _check(found: Sequence[Axis], depth: Size) -> None:
    for axis in found:
        if axis.m == CHANNELS:
            raise GivenError(
                f"{axis.n} is the letter of the channels here",
                remedy="call the size H or W",
                given="size",
            )
        for pad in (axis.p, axis.q):
            if isinstance(pad, int) and isinstance(axis.k, int) and 2 * pad > axis.k:
                raise ShapeError(
                    f"padding {pad} exceeds half the window {axis.k}",
                    remedy=f"use padding {axis.k // 2} or less",
                    given="padding",
                )
    names = {name(v) for v in (CHANNELS, PARAMETERS, *(axis.m for axis in found))}
    if isinstance(depth, str) and name(depth) in names:
        raise GivenError(
            f"the letter {depth} means something else in this derivation",
            remedy="call the number of channels C",
            given="channels",
        )
