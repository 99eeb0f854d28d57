r"""A fractional max pool of given numbers: windows at places that one sample per axis decides.

*Notation* per axis: n inputs, kernel k, m outputs, sample u in [0, 1) and
:math:`\alpha = (n - k) / (m - 1)`. Window i starts at
:math:`a_i = \lfloor (i + u) \alpha \rfloor - \lfloor u \alpha \rfloor`, so the last one at n - k; a
single window starts there too. The starts of further axes are b and c.

*Source.* B. Graham, "Fractional Max-Pooling" (2014), section 2; PyTorch ``FractionalMaxPool2d``,
which computes in floating point: a sample for which :math:`(i + u) \alpha` is a whole number by
chance is refused, because there rounding decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

import numpy as np

from symconv.errors import GivenError, ShapeError
from symconv.kernels import fractional_max_pool
from symconv.latex import tex
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define, step
from symconv.proof.derivation import Defined, Derivation, Step
from symconv.theorems.givens import array, integers, shape
from symconv.theorems.indices import OUTPUTS, TAPS
from symconv.theorems.pool_hand_lines import PoolDesk, maximum
from symconv.theorems.pool_windows import WindowAxis, bound
from symconv.theorems.tensors import number, to_array

STARTS = ("a", "b", "c")


def fractional_pool_by_hand(
    *,
    X: Sequence[object],
    kernel_size: int | Sequence[int],
    output_size: int | Sequence[int],
    samples: Sequence[object],
) -> Derivation:
    """Return the maxima of the windows that ``samples``, one fraction per axis, place on ``X``.

    Raises GivenError for entries or samples that are not exact numbers, a sample outside [0, 1) or
    one where rounding decides; ShapeError where the windows do not fit.

    >>> fractional_pool_by_hand(
    ...     X=[1, 4, 2, 3, 0], kernel_size=2, output_size=3, samples=["1/2"]
    ... ).answer.value
    (4, 3, 3)
    """
    entries = array(X, "X")
    size = shape(entries)
    rank = len(size)
    if rank > 3:
        raise GivenError(f"X has {rank} axes; 1, 2 or 3 are supported", given="X")
    k = integers(kernel_size, "kernel_size", rank=rank, least=1)
    m = integers(output_size, "output_size", rank=rank, least=1)
    u = _samples(samples, rank)
    starts = [_starts(size[a], k[a], m[a], u[a]) for a in range(rank)]
    symbols = SymbolTable.of(
        scalars("i j l u v t", Domain.INTEGER),
        tensors("X Y", rank=rank),
        tensors(" ".join(STARTS[:rank]), rank=1),
    )
    axes = tuple(_axis(a, size[a], k[a], starts[a]) for a in range(rank))
    desk = PoolDesk(entries, to_array(entries), axes, symbols)
    y, steps = maximum(desk)
    over = bound(r"\max", [a.limits for a in axes])
    return desk.sheet(
        "fractional_pool_by_hand",
        "A fractional max pool by hand",
        [
            *(_defined(a, size[a], k[a], m[a], u[a], symbols) for a in range(rank)),
            desk.define("Y", f"{over} {desk.read}", "the maximum of the window at that place"),
        ],
        [*(_listed(a, starts[a], symbols) for a in range(rank)), *steps],
        y,
        lambda x: fractional_max_pool(x, k, m, samples=np.array([[[float(s) for s in u]]])),
    )


def _samples(value: object, rank: int) -> list[Fraction]:
    found = array(value, "samples")
    if shape(found) != (rank,):
        raise GivenError(
            f"samples has shape {shape(found)}, and {rank} numbers are needed",
            remedy="give one fraction per axis, such as [1/2, 1/3]",
            given="samples",
        )
    values = [Fraction(v) for v in found if not isinstance(v, tuple)]
    for sample in values:
        if not 0 <= sample < 1:
            raise GivenError(
                f"the sample {sample} is not in [0, 1)",
                remedy="give a fraction from 0 up to but not including 1",
                given="samples",
            )
    return values


def _starts(n: int, k: int, m: int, u: Fraction) -> tuple[int, ...]:
    if m + k - 1 > n:
        raise ShapeError(
            f"output_size + kernel_size - 1 = {m + k - 1} exceeds the {n} inputs",
            remedy=f"use an output_size of at most {max(n - k + 1, 1)}",
            given="output_size",
        )
    if m == 1:
        return (n - k,)
    alpha = Fraction(n - k, m - 1)
    places = [(i + u) * alpha for i in range(m)]
    if alpha.denominator > 1 and any(p.denominator == 1 for p in places[:-1] if u):
        raise GivenError(
            f"with the sample {u} a window starts exactly on a cell, where rounding decides",
            remedy="choose another sample",
            given="samples",
        )
    return tuple(floor(p) - floor(u * alpha) for p in places)


def _axis(a: int, n: int, k: int, starts: Sequence[int]) -> WindowAxis:
    limits = rf"0 \le {TAPS[a]} \le {k - 1}"
    position = f"{STARTS[a]}_{{{OUTPUTS[a]}}} + {TAPS[a]}"
    cells = tuple(tuple(range(s, s + k)) for s in starts)
    return WindowAxis(n, cells, (k,) * len(starts), position, limits, limits, limits, "")


def _defined(a: int, n: int, k: int, m: int, u: Fraction, symbols: SymbolTable) -> Defined:
    index, body, why = OUTPUTS[a], str(n - k), "the one window ends where the input ends"
    if m > 1:
        alpha, sample = tex.write(number(Fraction(n - k, m - 1))), tex.write(number(u))
        body = (
            rf"\left\lfloor \left({index} + {sample}\right) \cdot {alpha} \right\rfloor "
            rf"- \left\lfloor {sample} \cdot {alpha} \right\rfloor"
        )
        why = f"where window ${index}$ starts, ${alpha}$ apart in the mean"
    return define(f"{STARTS[a]}_{{{index}}} := {body}", why, symbols, shape=[m])


def _listed(a: int, starts: Sequence[int], symbols: SymbolTable) -> Step:
    entries = r" \\ ".join(map(str, starts))
    line = rf"{STARTS[a]} = \begin{{bmatrix}} {entries} \end{{bmatrix}}"
    return step(line, "the starts of all windows", symbols)
