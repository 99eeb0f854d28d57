r"""Padding "same": the total padding for which the output size is the input size over the stride.

With stride 1 the padding ``d (k - 1)`` keeps the size. With a stride ``s`` the output shall have
``\lceil n/s \rceil`` samples, and the padding ``max((\lceil n/s \rceil - 1) s + span - n, 0)``
achieves that: it depends on ``n``, so no fixed padding serves all sizes.

*Source.* The "SAME" padding of TensorFlow and of ONNX's ``auto_pad``; with stride 1, PyTorch's
``padding='same'``.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import conv
from symconv.latex.tree import Statement
from symconv.notation import Domain, name, scalars
from symconv.proof.derivation import Derivation, Witness
from symconv.proof.point import value
from symconv.theorems.answers import answer
from symconv.theorems.axis import Axis, read_axes, symbol_table
from symconv.theorems.givens import Size

TOTAL = "T"


def same_padding(
    *, size: Size = "n", kernel_size: Size = "k", stride: Size = "s", dilation: Size = 1
) -> Derivation:
    r"""Return the derivation of the total padding ``T`` of one axis; givens are ints or symbols.

    >>> same_padding(size=7, kernel_size=3, stride=2).answer.value
    2
    >>> same_padding(size="L", kernel_size="K", stride=1).answer.value
    'K - 1'
    """
    (axis,) = read_axes([size], kernel_size, stride, 0, dilation, must_fit=False)
    symbols = symbol_table([axis], scalars(TOTAL, Domain.NATURAL))
    draft = axis.draft(symbols).with_values({"u": TOTAL})
    total = rf"\max\left((m - 1) s + {axis.span} - n, 0\right)"
    padded = "n + u - k" if axis.d == 1 else "n + u - d (k - 1) - 1"
    halves = r"\left\lfloor \frac{u}{2} \right\rfloor + \left\lceil \frac{u}{2} \right\rceil = u"
    fits = rf"\left\lfloor \frac{{{padded}}}{{s}} \right\rfloor + 1 = m"
    number = f" = {_number(axis)}" if axis.is_numeric else ""
    return Derivation(
        name="same_padding",
        title="Padding that keeps the size",
        symbols=symbols,
        conventions=(
            "“Same” means that the output has the size of the input divided by the stride, rounded "
            "up; frameworks differ in which side gets the odd sample, not in the total.",
        ),
        definitions=(
            draft.define(
                r"m := \left\lceil \frac{n}{s} \right\rceil", "the output size that is wanted"
            ),
            draft.define(f"u := {total}", "the total padding, to be justified"),
        ),
        steps=(
            draft.step(
                rf"{padded} \ge s (m - 1)", "the last of the wanted windows must fit into the input"
            ),
            draft.step(fits, "and no further window fits"),
            draft.step(halves, "split as evenly as possible between the two ends"),
        ),
        answer=answer([f"u = {axis.reach if axis.s == 1 else total}{number}"], [draft]),
        witness=Witness(
            "shapes of padded arrays after the convolution kernel",
            lambda: _check(axis, draft.tree(total)),
        ),
    )


def _number(axis: Axis) -> int:
    n, k, s, d = (int(v) for v in (axis.n, axis.k, axis.s, axis.d))
    return max((-(-n // s) - 1) * s + d * (k - 1) + 1 - n, 0)


def _check(axis: Axis, total: Statement) -> int:
    """Pad arrays of many sizes by the stated total and compare the sizes of the outputs."""
    parameters: tuple[Size, ...] = (axis.n, axis.k, axis.s, axis.d)
    unknown = list(dict.fromkeys(v for v in parameters if isinstance(v, str)))
    random = np.random.default_rng(0)
    cases = 64 if unknown else 1
    for _ in range(cases):
        drawn = {v: int(random.integers(1, 9)) for v in unknown}
        n, k, s, d = (drawn[v] if isinstance(v, str) else v for v in parameters)
        values = {name(v): x for v, x in drawn.items()}
        wanted = -(-n // s)
        padding = int(value(total, values | {name(axis.m): wanted}, {}))
        pair = (padding // 2, padding - padding // 2)
        made = conv(np.zeros((1, 1, n)), np.zeros((1, 1, k)), stride=s, padding=(pair,), dilation=d)
        if made.shape[-1] != wanted:
            raise WitnessError(
                f"padding {padding} gives {made.shape[-1]}, not {wanted}, at {drawn}"
            )
    return cases
