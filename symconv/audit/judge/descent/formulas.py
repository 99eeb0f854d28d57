r"""What is right, kind by kind, and answers that one recognises by their form.

*Defines* `RIGHT`, `EXTRA`, which gives a mistake its name, its words and what it leads to, and
`CROSS_TERMS`, which are added to sums of squares.
"""

from __future__ import annotations

from symconv.audit.judge.descent.spelling import LIMIT, NEXT, PSEUDO, STEP

ROW = "a vector of the row space was added, not one of the null space"
ANY = "any vector was added, not one of the null space"
NORMAL = r"X^{\top} (X X^{\top})^{-1}"
ROW_SPACE = rf"{NORMAL} X"
RIGHT: dict[str, tuple[str, ...]] = {
    "limit": (rf"{LIMIT} = {NORMAL} y", rf"{LIMIT} = {PSEUDO} y"),
    "gradient": ("w = 2 X^{\\top} (X w - y)", "w = 2 X^{\\top} X w - 2 X^{\\top} y"),
    "update": (
        rf"{NEXT} = {STEP} - 2 \eta X^{{\top}} (X {STEP} - y)",
        rf"{NEXT} = {STEP} + 2 \eta X^{{\top}} (y - X {STEP})",
    ),
    "bound": (r"\eta < \frac{1}{\Lambda}",),
    "general": (
        rf"v = {PSEUDO} y + (I - {PSEUDO} X) z",
        rf"v = {NORMAL} y + (I - {ROW_SPACE}) z",
        rf"v = {LIMIT} + (I - {PSEUDO} X) z",
        rf"v = {LIMIT} + (I - {ROW_SPACE}) z",
        rf"v = {LIMIT} + c k",
        rf"v = {LIMIT} + k",
    ),
    "shortest": (
        rf"\lVert v \rVert^{{2}} = \lVert {LIMIT} \rVert^{{2}} + \lVert v - {LIMIT} \rVert^{{2}}",
        rf"\lVert {LIMIT} + c k \rVert^{{2}} "
        rf"= \lVert {LIMIT} \rVert^{{2}} + c^{{2}} \lVert k \rVert^{{2}}",
        rf"\lVert {LIMIT} + k \rVert^{{2}} = \lVert {LIMIT} \rVert^{{2}} + \lVert k \rVert^{{2}}",
        rf"\lVert {LIMIT} \rVert^{{2}} \le \lVert v \rVert^{{2}}",
        rf"\lVert {LIMIT} \rVert \le \lVert v \rVert",
        rf"\lVert {LIMIT} \rVert^{{2}} \le \lVert {LIMIT} + c k \rVert^{{2}}",
        rf"\lVert {LIMIT} \rVert^{{2}} \le \lVert {LIMIT} + k \rVert^{{2}}",
    ),
    "other": (
        rf"{LIMIT}^{{\top}} (v - {LIMIT}) = 0",
        rf"k^{{\top}} {LIMIT} = 0",
        rf"X (v - {LIMIT}) = 0",
        rf"X ({LIMIT} + c k) = y",
        r"X (w + c k) = y",
    ),
}
CROSS_TERMS = (
    rf"2 {LIMIT}^{{\top}} v",
    rf"2 {LIMIT}^{{\top}} {LIMIT}",
    rf"2 c {LIMIT}^{{\top}} {LIMIT}",
    "2 c",
    rf"2 \lVert {LIMIT} \rVert \lVert v - {LIMIT} \rVert",
    rf"2 c \lVert {LIMIT} \rVert \lVert k \rVert",
    rf"2 \lVert {LIMIT} \rVert \lVert k \rVert",
)
EXTRA: dict[str, tuple[tuple[str, str, str], ...]] = {
    "limit": (
        (
            "overdetermined-formula",
            "this is the formula for more equations than unknowns",
            r"(X^{\top} X)^{-1} X^{\top} y",
        ),
        ("inverse-forgotten", "the inverse was not taken", r"X^{\top} X X^{\top} y"),
        (
            "order-of-inverse",
            "the inverse of X^T X was taken for that of X X^T",
            r"X^{\top} (X^{\top} X)^{-1} y",
        ),
        ("inverse-of-rectangle", "X has no inverse", "X^{-1} y"),
    ),
    "general": (
        ("complement-forgotten", ROW, rf"{PSEUDO} y + {PSEUDO} X z"),
        ("complement-forgotten", ANY, rf"{LIMIT} + z"),
        ("complement-forgotten", ANY, rf"{PSEUDO} y + z"),
    ),
    "bound": (
        (
            "smallest-for-largest",
            "the smallest eigenvalue was taken",
            r"\frac{1}{\lambda_{\mathrm{min}}}",
        ),
        ("factor-two", "the factor 2 of the gradient was left out", r"\frac{2}{\Lambda}"),
    ),
}  # fmt: skip
