r"""An Lp pool of given numbers, window by window, in the definition that is asked for.

*Notation.* P is the exponent, S the sum of powers of a window, and :math:`Y = S^{1/P}`. Two
definitions are in use: ``"absolute"`` (ONNX ``LpPool``) sums :math:`|x|^P` and is a norm,
``"signed"`` (PyTorch ``LPPool2d``) sums :math:`x^P`. They agree for even P and for inputs that are
not negative; for odd P a signed sum may be negative, and then PyTorch's power is not a number: such
a window is refused here.

Roots need not be rational. The sums are exact and are always given; the roots are the answer where
all of them are rational.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import numpy as np

from symconv.algebra.named_polynomial import NoValue
from symconv.errors import GivenError, WitnessError
from symconv.kernels import lp_pool
from symconv.latex.tree import Expr, Fence, Number, Power
from symconv.proof.derivation import Answer, Derivation, Witness
from symconv.proof.evaluation.arithmetic import exact_root
from symconv.theorems.answers import box
from symconv.theorems.givens import integer
from symconv.theorems.pool_hand_lines import PoolDesk, added, sliding_desk
from symconv.theorems.pool_windows import KERNEL_SIZE, bound, kernel_stride
from symconv.theorems.tensors import Array, exact_value, given, lines, number

ABSOLUTE = (
    r"The pool is the $\ell_P$ norm: it sums powers of absolute values (ONNX LpPool). PyTorch's "
    "LPPool sums signed powers."
)
SIGNED = (
    "The pool sums signed powers (PyTorch LPPool), which is a norm for even $P$ or inputs that are "
    "not negative. ONNX LpPool sums powers of absolute values."
)
CONVENTIONS = {"absolute": ABSOLUTE, "signed": SIGNED}


def lp_pool_by_hand(
    *,
    X: Sequence[object],
    norm_type: int,
    kernel_size: int | Sequence[int],
    stride: int | Sequence[int] | str = KERNEL_SIZE,
    definition: Literal["absolute", "signed"] = "absolute",
) -> Derivation:
    """Return the P-norms of the windows of the numbers ``X``, one channel, rank 1 to 3.

    ``norm_type`` is P, at most 64; ``stride`` is the kernel size unless given. Raises GivenError
    for entries that are not exact numbers or a signed sum without a real root, ShapeError for
    windows that do not fit.

    >>> lp_pool_by_hand(X=[3, -4, 5, 12], norm_type=2, kernel_size=2).answer.value
    (5, 13)
    """
    exponent = integer(norm_type, "norm_type", least=1, most=64)
    if definition not in tuple(CONVENTIONS):
        raise GivenError(
            f"definition must be absolute or signed, not {definition!r}",
            remedy="write definition: absolute",
            given="definition",
        )
    desk = sliding_desk(X, kernel_size, stride=stride)
    signed = definition == "signed"
    work = {n: [_power(v, exponent, signed=signed) for v in desk.seen(n)] for n in desk.outputs}
    sums = {n: _sum(desk.seen(n), exponent, signed=signed) for n in desk.outputs}
    total = desk.array_of(sums)
    read = desk.read if signed else rf"\lvert {desk.read} \rvert"
    over = bound(r"\sum", [a.limits for a in desk.axes])
    roots = _roots(desk, total, exponent)
    boxed, value = ("S", total) if roots is None else ("Y", roots)
    root = {1: "", 2: r"\sqrt"}.get(exponent, rf"\sqrt[{exponent}]") + f"{{{desk.entry('S')}}}"
    return Derivation(
        name="lp_pool_by_hand",
        title="An Lp pool by hand",
        symbols=desk.symbols,
        conventions=(CONVENTIONS[definition],),
        definitions=(
            given("X", desk.entries, "given"),
            desk.define("S", rf"{over} {read}^{{{exponent}}}", "the sum of powers of a window"),
            desk.define("Y", root, "the pool is the root of the sum"),
        ),
        steps=(
            *desk.size_steps(),
            *(desk.window_step("S", n, added(work[n]), number(sums[n])) for n in desk.outputs),
            *desk.result_steps("S", total),
            *(desk.result_steps("Y", roots) if roots is not None else ()),
        ),
        answer=Answer(box(list(lines(boxed, value))), exact_value(value)),
        witness=Witness(
            "the pooling kernel in double precision",
            lambda: _check(desk, total, kernel_size, stride, exponent, definition),
        ),
        remarks=() if roots is not None else ("Each entry of $Y$ is the root of that of $S$.",),
    )


def _power(value: int | Fraction, exponent: int, *, signed: bool) -> Expr:
    base = number(value) if signed else Fence("abs", number(value))
    return Power(base, Number(Fraction(exponent)))


def _sum(values: Sequence[int | Fraction], exponent: int, *, signed: bool) -> int | Fraction:
    found = sum(
        ((Fraction(v) if signed else abs(Fraction(v))) ** exponent for v in values), Fraction(0)
    )
    if found < 0:
        raise GivenError(
            f"a window has the signed sum {found}, which has no real root in PyTorch's LPPool",
            remedy="use definition: absolute, or an even norm_type",
            given="definition",
        )
    return found


def _roots(desk: PoolDesk, total: Array, exponent: int) -> Array | None:
    """Return the exact roots, or None when one of them is irrational."""
    try:
        return desk.array_of({n: exact_root(total[n], exponent) for n in desk.outputs})
    except NoValue:
        return None


def _check(
    desk: PoolDesk,
    total: Array,
    kernel_size: int | Sequence[int],
    stride: int | Sequence[int] | str,
    exponent: int,
    definition: Literal["absolute", "signed"],
) -> int:
    x = desk.x[None, None].astype(float)
    step = kernel_stride(stride)
    found = lp_pool(x, exponent, kernel_size, stride=step, definition=definition)[0, 0]
    expected = total.astype(float) ** (1 / exponent)
    if not np.allclose(found, expected, rtol=1e-12, atol=0):
        raise WitnessError(
            f"the kernel returns {found.tolist()}, the sums give {expected.tolist()}"
        )
    return total.size
