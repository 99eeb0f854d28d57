r"""Max, average and Lp pooling as formulas over the cells of a window, and how they compare.

*Notation.* As in `symconv.theorems.pool_means`. Both definitions of Lp pooling are in use; this one
is the norm (ONNX ``LpPool``). PyTorch's ``LPPool2d`` leaves out the absolute value, which is the
same for even P and for inputs that are not negative.

*Source.* The inequalities are those of G. H. Hardy, J. E. Littlewood, G. Pólya, "Inequalities"
(1934), sections 2.3 and 2.9.
"""

from __future__ import annotations

from symconv.proof.author import step
from symconv.proof.derivation import Answer, Derivation, Witness
from symconv.theorems.answers import box
from symconv.theorems.pool_means import (
    COUNT,
    OVER,
    SYMBOLS,
    defined,
    largest,
    mean_of_absolute_values,
    norm,
    spelled,
    windows_agree,
)

FORMULAS = {
    r"Y_{\mathrm{max}}": rf"\max_{{{OVER}}} X_{{m, n}}",
    r"Y_{\mathrm{avg}}": rf"\frac{{1}}{{{COUNT}}} \sum_{{{OVER}}} X_{{m, n}}",
    r"Y_{\mathrm{Lp}}": norm("P"),
}
CONVENTION = (
    r"$S_{i,j}$ lists the cells of the image in the window of output $(i, j)$; every channel has "
    "the same windows. Lp pooling is the norm, with absolute values (ONNX); PyTorch sums signed "
    "powers."
)


def pooling_formulas() -> Derivation:
    """Return max, average and Lp pooling as formulas, and the inequalities between them.

    >>> pooling_formulas().answer.latex.count("X_{m, n}")
    3
    """
    reasons = ("the largest cell", "the mean of the cells", "the P-norm of the cells")
    lines = [f"{letter} = {body}" for letter, body in FORMULAS.items()]
    return Derivation(
        name="pooling_formulas",
        title="Max, average and Lp pooling",
        symbols=SYMBOLS,
        conventions=(CONVENTION,),
        definitions=(
            *(
                defined(letter, body, reason)
                for (letter, body), reason in zip(FORMULAS.items(), reasons, strict=True)
            ),
            largest(),
            mean_of_absolute_values(),
        ),
        steps=(
            step(r"A \le M", "no term of a mean is larger than the largest", SYMBOLS),
            step(
                r"M \le Y_{\mathrm{Lp}}",
                "the largest term is one of the terms of the sum, and none is negative",
                SYMBOLS,
            ),
            step(
                rf"Y_{{\mathrm{{Lp}}}} \le {COUNT}^{{1 / P}} M",
                "every term is at most the largest; take the root",
                SYMBOLS,
            ),
        ),
        answer=Answer(box(lines), tuple(map(spelled, FORMULAS.values()))),
        witness=Witness("loops over the windows of random images", windows_agree),
    )
