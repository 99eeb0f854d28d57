"""Max, average and Lp pooling over the cells of a window: every part of each done wrongly.

The letters for the cells, the names of the pooled maps and the way to write the set change from one
answer to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from shared import Family, Mutant, Rewriting, display

THEOREM = "pooling_formulas"
NAMES = (
    (r"Y_{\mathrm{max}}", r"Y_{\mathrm{avg}}", r"Y_{\mathrm{Lp}}"),
    (r"Y^{\max}", r"Y^{\mathrm{avg}}", r"Y^{L_P}"),
    (r"Y_{i,j}", r"Y_{i,j}", r"Y_{i,j}"),
)
LETTERS = (("l", "m"), ("m", "n"), ("a", "b"), ("u", "v"), ("r", "s"))
MAX = r"\max_{OVER} CELL"
MEAN = r"\frac{1}{COUNT} \sum_{OVER} CELL"
NORM = r"\left(\sum_{OVER} |CELL|^{P}\right)^{\frac{1}{P}}"
RIGHT = (MAX, MEAN, NORM)

OF_MAXIMUM = (
    ("minimum-for-maximum", r"\min_{OVER} CELL"),
    ("sum-for-maximum", r"\sum_{OVER} CELL"),
    ("average-for-maximum", MEAN),
    ("absolute-value-superfluous", r"\max_{OVER} |CELL|"),
    ("squared", r"\max_{OVER} CELL^2"),
    ("input-transposed", r"\max_{OVER} FLIPPED"),
    ("factor-two", r"2 \max_{OVER} CELL"),
    ("sign", r"- \max_{OVER} CELL"),
    ("count-multiplied", r"COUNT \max_{OVER} CELL"),
    ("normalised-twice", r"\frac{1}{COUNT} \max_{OVER} CELL"),
)
OF_MEAN = (
    ("count-forgotten", r"\sum_{OVER} CELL"),
    ("count-inverted", r"COUNT \sum_{OVER} CELL"),
    ("absolute-value-superfluous", r"\frac{1}{COUNT} \sum_{OVER} |CELL|"),
    ("maximum-for-sum", r"\frac{1}{COUNT} \max_{OVER} CELL"),
    ("minimum-for-sum", r"\frac{1}{COUNT} \min_{OVER} CELL"),
    ("input-transposed", r"\frac{1}{COUNT} \sum_{OVER} FLIPPED"),
    ("normalised-twice", r"\frac{1}{COUNT^2} \sum_{OVER} CELL"),
    ("count-off-by-one", r"\frac{1}{COUNT - 1} \sum_{OVER} CELL"),
    ("count-rooted", r"\frac{1}{\sqrt{COUNT}} \sum_{OVER} CELL"),
    ("squared", r"\frac{1}{COUNT} \sum_{OVER} CELL^2"),
    ("", r"\frac{1}{4} \sum_{OVER} CELL"),
)
OF_NORM = (
    ("root-forgotten", r"\sum_{OVER} |CELL|^{P}"),
    ("power-forgotten", r"\left(\sum_{OVER} |CELL|\right)^{1/P}"),
    ("exponent-inverted", r"\left(\sum_{OVER} |CELL|^{P}\right)^{P}"),
    ("exponent-inverted", r"\left(\sum_{OVER} |CELL|^{1/P}\right)^{1/P}"),
    ("normalised", r"\left(\frac{1}{COUNT} \sum_{OVER} |CELL|^{P}\right)^{1/P}"),
    ("normalised-twice", r"\frac{1}{COUNT} \left(\sum_{OVER} |CELL|^{P}\right)^{1/P}"),
    ("input-transposed", r"\left(\sum_{OVER} |FLIPPED|^{P}\right)^{1/P}"),
    ("maximum-for-sum", r"\left(\max_{OVER} |CELL|^{P}\right)^{1/P}"),
    ("exponent-two", r"\left(\sum_{OVER} |CELL|^{2}\right)^{1/P}"),
    ("exponent-two", r"\sqrt{\sum_{OVER} |CELL|^{P}}"),
    ("signed-powers", r"\left(\sum_{OVER} CELL^{P}\right)^{1/P}"),
    ("exponent-off-by-one", r"\left(\sum_{OVER} |CELL|^{P - 1}\right)^{1/P}"),
    ("", r"\left(\sum_{OVER} |CELL|^{P}\right)^{\frac{1}{2 P}}"),
)
PLACES = (OF_MAXIMUM, OF_MEAN, OF_NORM)
EVERY_FORM = {
    "pair in parentheses": (r"(A,B) \in S_{i,j}", r"|S_{i,j}|"),
    "no comma": (r"(A,B) \in S_{ij}", r"|S_{ij}|"),
    "pair without them": (r"A, B \in S_{i,j}", r"\lvert S_{i,j} \rvert"),
    "number sign": (r"(A,B) \in S_{i,j}", r"\# S_{i,j}"),
    "card": (r"(A,B) \in S_{i,j}", r"\operatorname{card}(S_{i,j})"),
    "channel": (r"(A,B) \in S_{i,j}^{k}", r"|S_{i,j}^{k}|"),
}


def formulas(bodies: tuple[str, ...], names: int = 0, letters: int = 0, form: str = "") -> str:
    """Write three formulas, the window in one form."""
    a, b = LETTERS[letters % len(LETTERS)]
    over, count = EVERY_FORM[form or "pair in parentheses"]
    k = "^{k}" if form == "channel" else ""
    texts = []
    for name, body in zip(NAMES[names], bodies, strict=True):
        text = body.replace("OVER", over.replace("A", a).replace("B", b)).replace("COUNT", count)
        cell, flipped = (f"X_{{{p},{q}}}{k}" for p, q in ((a, b), (b, a)))
        power = cell if not k else f"({cell})"
        text = text.replace("CELL^", power + "^").replace("CELL", cell).replace("FLIPPED", flipped)
        texts.append(f"{name} = {text}")
    return display(*texts)


def wrong() -> Iterator[Mutant]:
    """One formula wrong, the others right; or two of them."""
    forms = cycle(EVERY_FORM)
    for place, kinds in enumerate(PLACES):
        for n, (kind, body) in enumerate(kinds):
            bodies = (*RIGHT[:place], body, *RIGHT[place + 1 :])
            text = formulas(bodies, names=0, letters=n, form=next(forms))
            names = frozenset({kind} - {""})
            yield Mutant(THEOREM, {}, kind, names, text, unique=bool(kind))
    for n, (kind, body) in enumerate(OF_MEAN[:8]):
        other, norm = OF_NORM[n]
        both = f"{kind}+{other}" if kind != other else kind
        names = frozenset({both, f"{other}+{kind}"})
        yield Mutant(THEOREM, {}, both, names, formulas((MAX, body, norm), letters=n))
    yield from _over_channels()
    yield from _wrong_ranges()


def _over_channels() -> Iterator[Mutant]:
    """All channels added up, outside or inside of the maximum."""
    for body in (r"\sum_{k} \max_{OVER} CELL", r"\max_{k} \max_{OVER} CELL"):
        text = formulas((body, MEAN, NORM), form="channel")
        yield Mutant(THEOREM, {}, "channels", frozenset({"channels-mixed"}), text)


def ranges(first: str, second: str, least: str = "0", most: str = "K-1", count: str = "K^2") -> str:
    """Write three formulas over ranges of a window with these cells."""
    over = rf"\sum_{{a={least}}}^{{{most}}} \sum_{{b={least}}}^{{{most}}}"
    cell = rf"X_{{{first}, {second}}}"
    bounds = rf"{least} \le a \le {most}, {least} \le b \le {most}"
    top = rf"\max_{{{bounds}}} {cell}"
    mean = rf"\frac{{1}}{{{count}}} {over} {cell}"
    norm = rf"\left({over} |{cell}|^P\right)^{{1/P}}"
    return display(*(f"Y_{{i,j}} = {body}" for body in (top, mean, norm)))


def _wrong_ranges() -> Iterator[Mutant]:
    """Windows that begin elsewhere, do not move by the stride, or have one cell too many."""
    for kind, text in (
        ("stride-ignored", ranges("i+a", "j+b")),
        ("window-shifted", ranges("s i + a + 2", "s j + b + 2")),
        ("window-shifted", ranges("(i+1) s + a", "(j+1) s + b")),
        ("window-shifted", ranges("S i + a - 1", "S j + b - 1")),
        ("kernel-size-off-by-one", ranges("s i + a", "s j + b", most="K")),
        ("kernel-size-off-by-one", ranges("s i + a", "s j + b", least="1", most="K-1")),
        ("output-transposed", ranges("s j + a", "s i + b")),
        ("count-rooted", ranges("s i + a", "s j + b", count="K")),
        ("normalised-twice", ranges("s i + a", "s j + b", count="K^4")),
        ("count-forgotten", ranges("s i + a", "s j + b", count="1")),
    ):
        yield Mutant(THEOREM, {}, "ranges", frozenset({kind}), text, unique=True)


def _right_ranges() -> Iterator[Rewriting]:
    """Outputs and cells counted from 0 or 1, windows around their centre, letters or numbers."""
    for text in (
        ranges("s i + a", "s j + b"),
        ranges("i S + a", "j S + b", count=r"K \cdot K"),
        ranges("(i - 1) s + a", "(j - 1) s + b", least="1", most="K"),
        ranges("N i + a", "N j + b", most="N-1", count="N^2"),
        ranges("s i + a", "s j + b", least="-r", most="r", count="(2r+1)^2"),
        ranges("2 i + a", "2 j + b", most="1", count="4"),
        ranges("s i + a", "s j + b")
        .replace("Y_{i,j}", "Y_{h,w}")
        .replace("s i", "s h")
        .replace("s j", "s w"),
    ):
        yield Rewriting(THEOREM, {}, "ranges", text)


def right() -> Iterator[Rewriting]:
    """The same formulas in many hands."""
    yield from _right_ranges()
    for n, form in enumerate(EVERY_FORM):
        yield Rewriting(THEOREM, {}, form, formulas(RIGHT, letters=n, form=form))
    yield Rewriting(THEOREM, {}, "one name", formulas(RIGHT, names=2))
    for form, bodies in (
        ("root", (MAX, MEAN, r"\sqrt[P]{\sum_{OVER} |CELL|^{P}}")),
        ("fraction", (MAX, r"\frac{\sum_{OVER} CELL}{COUNT}", NORM)),
        ("inside the sum", (MAX, r"\sum_{OVER} \frac{CELL}{COUNT}", NORM)),
        ("power of the count", (MAX, r"COUNT^{-1} \sum_{OVER} CELL", NORM)),
        ("braces", (r"\max\{CELL \mid OVER\}", MEAN, NORM)),
        ("braces and a colon", (r"\max \left\{ CELL : OVER \right\}", MEAN, NORM)),
        ("other exponent", (MAX, MEAN, NORM.replace("P", "p"))),
        ("minus the minimum", (r"- \min_{OVER} (-CELL)", MEAN, NORM)),
        ("exponent outside", (MAX, MEAN, r"\left(\sum_{OVER} |CELL|^P\right)^{P^{-1}}")),
    ):
        yield Rewriting(THEOREM, {}, form, formulas(bodies))
    boxes = formulas(RIGHT).replace("$$\n$$", "$$\n\nand, over the same cells,\n\n$$")
    yield Rewriting(THEOREM, {}, "words between", boxes)
    headed = "### MaxPool2d\n{}\n### AvgPool2d\n{}\n### LPPool2d\n{}".format(
        *formulas(RIGHT, names=2).split("\n")
    )
    yield Rewriting(THEOREM, {}, "under headings", headed)


FAMILIES = {THEOREM: Family(wrong, right)}
