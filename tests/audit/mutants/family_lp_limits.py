"""Max and average pooling as cases of Lp pooling: the limit, and the exponent 1, done wrongly.

The window is written over a set or as a vector, the norm is spelled out or has a name, and the two
statements stand in either order, among words or in displays.
"""

from __future__ import annotations

from collections.abc import Iterator

from shared import Family, Mutant, Rewriting, display

THEOREM = "lp_pool_limits"
OVER = r"(m,n) \in S_{i,j}"
OTHER = r"(a,b) \in S_{ij}"
COUNT = r"|S_{i,j}|"
SPELLED = rf"\left(\sum_{{{OVER}}} |X_{{m,n}}|^P\right)^{{1/P}}"
LARGEST = rf"\max_{{{OTHER}}} |X_{{a,b}}|"
TOTAL = rf"\sum_{{{OTHER}}} |X_{{a,b}}|"
MEAN = rf"\frac{{1}}{{{COUNT}}} {TOTAL}"
LIMIT = rf"\lim_{{P \to \infty}} {SPELLED} = {LARGEST}"
CASE = rf"\frac{{N}}{{{COUNT}}} = A"
NORMS = ("L", SPELLED, r"\|X\|_P", "L_p")
ONES = ("N", r"L_1", r"\|X\|_1", r"L|_{P = 1}")

OF_LIMIT = (
    ({"minimum-for-maximum", "limit-elsewhere"}, rf"\min_{{{OVER}}} |X_{{m,n}}|"),
    ({"sum-for-maximum", "limit-elsewhere"}, TOTAL),
    ({"average-for-maximum"}, MEAN),
    ({"average-for-maximum"}, "A"),
    ({"constant-limit"}, "1"),
    ({"constant-limit"}, "0"),
    ({"grows-without-bound", "limit-elsewhere"}, r"\infty"),
    ({"count-multiplied"}, rf"{COUNT} \cdot {LARGEST}"),
    ({"count-multiplied"}, rf"{COUNT} M"),
    ({"normalised-twice"}, rf"\frac{{M}}{{{COUNT}}}"),
    ({"factor-two"}, "2 M"),
    ({"squared"}, "M^2"),
    (set(), COUNT),
    (set(), "M + 1"),
)
"""What the limit of the norm was said to be."""
ELSEWHERE = (
    ({"limit-elsewhere", "grows-without-bound"}, "0"),
    ({"limit-elsewhere", "sum-for-maximum"}, "1"),
    ({"limit-elsewhere", "minimum-for-maximum"}, r"-\infty"),
)
"""Where the limit was said to be the maximum, and is not."""
OF_CASE = (
    ({"count-forgotten"}, "{norm} = A"),
    ({"count-forgotten"}, "{norm} = " + MEAN),
    ({"count-inverted"}, "A = " + COUNT + " {norm}"),
    ({"count-inverted"}, "{norm} = " + rf"\frac{{A}}{{{COUNT}}}"),
    ({"normalised-twice"}, "{norm} = " + COUNT + "^2 A"),
    ({"count-off-by-one"}, "{norm} = (" + COUNT + " - 1) A"),
    ({"count-rooted"}, "{norm} = " + rf"\sqrt{{{COUNT}}} A"),
    ({"factor-two"}, "{norm} = 2 " + COUNT + " A"),
    ({"maximum-for-sum"}, "{norm} = " + TOTAL + " = " + COUNT + r" \cdot " + MEAN + " = M"),
    (set(), "{norm} = " + COUNT + " A + 1"),
)
"""What was said of the norm with exponent 1."""


def wrong() -> Iterator[Mutant]:
    """One of the two statements wrong, the other right."""
    for n, (names, value) in enumerate(OF_LIMIT):
        text = rf"\lim_{{P \to \infty}} {NORMS[n % len(NORMS)]} = {value}"
        yield _mutant("limit", names, display(text, CASE))
    for n, (names, end) in enumerate(ELSEWHERE):
        for value in ("M", LARGEST):
            text = rf"\lim_{{P \to {end}}} {NORMS[n]} = {value}"
            yield _mutant("limit elsewhere", names, display(text, CASE))
    for n, (names, text) in enumerate(OF_CASE):
        said = text.replace("{norm}", ONES[n % len(ONES)])
        yield _mutant("exponent 1", names, display(LIMIT, said))
    for order in (2, 3):
        names = {"exponent-two"} if order == 2 else set()
        yield _mutant("exponent", names, display(LIMIT, rf"L_{order} = {COUNT} A"))
    yield _mutant(
        "case in words", {"count-forgotten"}, f"{display(LIMIT)}\nFor $P = 1$ we get $L = A$."
    )
    yield _mutant(
        "vector",
        {"minimum-for-maximum", "limit-elsewhere"},
        r"$$\lim_{p \to \infty} \left(\sum_{k=1}^{n} |x_k|^p\right)^{1/p} = \min_k |x_k|$$"
        f"{display(CASE)}",
    )
    yield _mutant(
        "both",
        {f"{a}+count-forgotten" for a in ("sum-for-maximum", "limit-elsewhere")},
        display(rf"\lim_{{P \to \infty}} L = {TOTAL}", "N = A"),
    )


def _mutant(kind: str, names: set[str], text: str) -> Mutant:
    return Mutant(THEOREM, {}, kind, frozenset(names), text, unique=bool(names))


def right() -> Iterator[Rewriting]:
    """The two statements in many hands."""
    for form, first, second in (
        ("as printed", LIMIT, CASE),
        ("names", r"\lim_{P \to \infty} L = M", rf"N = {COUNT} A"),
        ("solved", r"\lim_{P \to \infty} L_P = M", rf"A = \frac{{L_1}}{{{COUNT}}}"),
        ("turned round", rf"{LARGEST} = \lim_{{P \to \infty}} {SPELLED}", rf"{COUNT} A = N"),
        ("norm signs", rf"\|X\|_\infty = {LARGEST}", rf"\|X\|_1 = {TOTAL} = {COUNT} A"),
        (
            "limit of norms",
            r"\|X\|_\infty = \max_{k} |x_k| = \lim_{p \to \infty} \|X\|_p",
            rf"\frac{{1}}{{{COUNT}}} \|X\|_1 = \frac{{1}}{{{COUNT}}} {TOTAL}",
        ),
        ("infinite order", "L_\\infty = M", rf"L|_{{P = 1}} = {COUNT} A"),
        ("arrow", r"L_P \xrightarrow{P \to \infty} M", rf"L_1 = {COUNT} \cdot {MEAN}"),
        (
            "root",
            rf"\lim_{{q \to \infty}} \sqrt[q]{{\sum_{{{OVER}}} |X_{{m,n}}|^q}} = {LARGEST}",
            CASE,
        ),
    ):
        yield Rewriting(THEOREM, {}, form, display(first, second))
    yield Rewriting(
        THEOREM,
        {},
        "in words",
        rf"$L_P \to M$ as $P \to \infty$, and for $P = 1$: $L = {COUNT} A$.",
    )
    yield Rewriting(
        THEOREM,
        {},
        "vector",
        r"Let $M = \max_k |x_k|$. $$\lim_{p \to \infty} \left(\sum_{k=1}^{n} |x_k|^p\right)^{1/p}"
        r" = M$$ For $p = 1$: $$\left(\sum_{k=1}^{n} |x_k|^p\right)^{1/p}"
        r" = n \cdot \frac{1}{n} \sum_{k=1}^{n} |x_k|$$",
    )
    squeeze = (
        rf"M^P \le \sum_{{{OVER}}} |X_{{m,n}}|^P \le {COUNT} M^P",
        rf"M \le L \le {COUNT}^{{1/P}} M",
        rf"\lim_{{P \to \infty}} {COUNT}^{{1/P}} = 1",
        rf"\lim_{{P \to \infty}} {COUNT}^{{1/P}} M = M",
        r"\lim_{P \to \infty} L = M",
        rf"L_1 = {TOTAL} = {COUNT} A",
    )
    yield Rewriting(THEOREM, {}, "squeeze", display(*squeeze))
    more = (r"\lim_{P \to -\infty} L = \min_{(m,n) \in S_{i,j}} |X_{m,n}|", "L_2 \\le L_1")
    yield Rewriting(THEOREM, {}, "more than was asked", display(LIMIT, *more, CASE))


FAMILIES = {THEOREM: Family(wrong, right)}
