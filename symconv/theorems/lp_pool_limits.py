r"""Max pooling is the limit of Lp pooling for large P, average pooling is its case P = 1 per cell.

*Notation.* As in `symconv.theorems.pool_means`; L is the P-norm of the window, N its 1-norm.

*Method.* A squeeze: :math:`M \le L \le |S|^{1/P} M` and :math:`|S|^{1/P} \to 1`. The absolute
values matter: for inputs of both signs the limit is the largest absolute value, which max pooling
does not return, and exponent 1 gives the mean of absolute values, which average pooling does not
return either.
"""

from __future__ import annotations

from symconv.proof.author import step
from symconv.proof.derivation import Answer, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.pool_means import (
    COUNT,
    OVER,
    SYMBOLS,
    defined,
    largest,
    mean_of_absolute_values,
    norm,
    norms_approach_the_maximum,
    spelled,
)

CONVENTION = (
    "Lp pooling is the norm, with absolute values (ONNX LpPool). For inputs that are not negative "
    "they may be left out, and then $M$ is max pooling and $A$ is average pooling."
)
SIGNED = (
    "PyTorch's LPPool sums signed powers: its case $P = 1$ is the sum of the window for every "
    "input, and its limit over even $P$ is the one above."
)


def lp_pool_limits() -> Derivation:
    """Return max and average pooling in terms of Lp pooling, for windows of any size.

    >>> lp_pool_limits().answer.latex.count("lim")
    1
    """
    root = rf"{COUNT}^{{1 / P}}"
    top = rf"\max_{{{OVER}}} \lvert X_{{m, n}} \rvert"
    limit = rf"\lim_{{P \to \infty}} {norm('P')} = {top}"
    return Derivation(
        name="lp_pool_limits",
        title="Max and average pooling in terms of Lp pooling",
        symbols=SYMBOLS,
        conventions=(CONVENTION,),
        definitions=(
            largest(),
            mean_of_absolute_values(),
            defined("L", norm("P"), "Lp pooling with exponent P"),
            defined("N", norm("1"), "Lp pooling with exponent 1"),
        ),
        steps=(
            *_squeeze(root),
            step(rf"\frac{{N}}{{{COUNT}}} = A", "exponent 1: powers and root do nothing", SYMBOLS),
            *_signs(),
        ),
        answer=Answer(box([limit, rf"\frac{{N}}{{{COUNT}}} = A"]), (spelled(top), "A")),
        witness=Witness("Lp pools with exponents up to 128", norms_approach_the_maximum),
        remarks=(SIGNED,),
    )


def _squeeze(root: str) -> list[Step]:
    return [
        step(
            rf"M^{{P}} \le L^{{P}} \le {COUNT} M^{{P}}",
            "the largest term is one of the terms, and no term is larger",
            SYMBOLS,
        ),
        step(
            rf"M \le L \le {root} M",
            "roots keep the order of numbers that are not negative",
            SYMBOLS,
        ),
        step(
            rf"\lim_{{P \to \infty}} {root} M = M",
            "the exponent tends to 0 over a positive number of cells",
            SYMBOLS,
        ),
        step(r"\lim_{P \to \infty} L = M", "both bounds have this limit", SYMBOLS),
    ]


def _signs() -> list[Step]:
    return [
        step(
            r"\lvert x \rvert = x \iff x \ge 0",
            "so bars may be left out exactly where no input is negative",
            SYMBOLS,
        ),
        step(
            r"\max(\lvert -2 \rvert, \lvert 1 \rvert) = 2 > 1 = \max(-2, 1)",
            "with a negative input the limit is not max pooling",
            SYMBOLS,
        ),
        step(
            r"\frac{\lvert -2 \rvert + \lvert 1 \rvert}{2} = \frac{3}{2} "
            r"> -\frac{1}{2} = \frac{-2 + 1}{2}",
            "and exponent 1 is not average pooling",
            SYMBOLS,
        ),
    ]
