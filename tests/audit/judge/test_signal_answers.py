"""Answers about signals as people write them: right ones, incomplete ones, wrong ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding

Verdict = Callable[[str, str, str], Finding]
SHEET = "cs182_hw3"

DERIVED = r"""We compute $y[n] = \sum_{k=-\infty}^{\infty} x[k] h[n-k]$.

**Case 1:** $n < 0$. No overlap, so $y[n] = 0$.

**Case 2:** $0 \le n \le 6$.
$$y[n] = \sum_{k=0}^{n} \left(\frac12\right)^{n-k} = \left(\frac12\right)^n \sum_{k=0}^n 2^k
= \left(\frac12\right)^n (2^{n+1} - 1) = 2 - \left(\frac12\right)^n$$

**Case 3:** $n > 6$.
$$y[n] = \sum_{k=0}^{6} \left(\frac12\right)^{n-k} = \left(\frac12\right)^n (2^7 - 1) = 127 \left(\frac12\right)^n$$
"""  # noqa: E501
RIGHT = (
    DERIVED,
    r"""\begin{align*} y[n] &= \sum_{m} x[m] h[n-m] \\ &= \sum_{m=0}^{6} h[n-m] \\
&= \sum_{m=0}^{6} (1/2)^{n-m} u[n-m] \end{align*}""",
    r"""$$y[n] = \begin{cases} 0, & n < 0 \\
\dfrac{1-(1/2)^{n+1}}{1-1/2} = 2 - 2^{-n}, & 0 \le n \le 6 \\[4pt]
(1/2)^{n-6} \dfrac{1-(1/2)^7}{1-1/2} = 127 \cdot 2^{-n}, & n \ge 7 \end{cases}$$""",
    r"""With $s[n] = (2 - (1/2)^n) u[n]$, linearity gives $$y[n] = s[n] - s[n-7]$$""",
    "For $0 \\leq n < 7$: $y[n] = 2(1 - 0.5^{n+1})$; for $n \\geq 7$: "
    "$y[n] = 2 \\cdot 0.5^{n}(2^6 - 0.5)$; otherwise 0.",
    "- $n<0$: $y[n]=0$\n- $0\\le n\\le 6$: $y[n]=1+\\frac{1}{2}+\\dots+\\frac{1}{2^n}="
    "2-\\frac{1}{2^n}$\n"
    "- $n\\ge 7$: $y[n]=\\frac{127}{2^n}$",
    "y[n] = 0 for n < 0, $y[n] = 2 - 2^{-n}$ for n = 0..6, and $y[n] = 127/2^n$ for n \u2265 7.",
    r"$$y(t) = \left(2 - 2^{-t}\right) (u(t) - u(t-7)) + 127 \cdot 2^{-t} u(t-7)$$",
    r"""Since $y[n] = \frac{1}{2} y[n-1] + x[n]$: $y[n] = 2 - 2^{-n}$ when $0\le n\le6$,
$y[n] = y[6] 2^{-(n-6)} = \frac{127}{64} 2^{-(n-6)}$ when $n > 6$, and $y[n]=0$ for $n<0$.""",
    r"$$(x * h)[n] = \sum_{k=0}^{6} h[n-k] = h[n] + h[n-1] + \cdots + h[n-6]$$",
    "$y[n] = 2 - 2^{-n}$ if $n \\in [0, 6]$, $127/2^n$ if $n \\in [7, \\infty)$ "
    "and zero for negative $n$.",
    r"$$\begin{aligned} n<0:& \quad y[n]=0\\ 0\le n<7:& \quad y[n]=2-2^{-n}\\ "
    r"n\ge 7:&\quad y[n]=127 \cdot 2^{-n}\end{aligned}$$",
    r"$n<0$: $y[n]=0$; $0\le n<7$: $y[n]=2-2^{-n}$; $n\ge 7$: $y[n]=127 \cdot 2^{-n}$",
    "### n < 0\n\n$$y[n]=0$$\n\n### 0 <= n <= 6\n\n$$y[n]=2-2^{-n}$$\n\n"
    "### n >= 7\n\n$$y[n]=127 \\cdot 2^{-n}$$",
    r"""$$y[n] = 1 + \frac12 + \dots + \frac{1}{2^n} = 2 - 2^{-n} \quad (0 \le n \le 6),
\qquad y[n] = \frac{127}{64} 2^{-(n-6)} \quad (n \ge 7)$$ and $y[n]=0$ for $n<0$""",
    "```python\ny = [0, 0, 0, 0, 0, 0, 1, 1.5, 1.75, 1.875, 1.9375, 1.96875, 1.984375, 0.9921875, "
    "0.49609375, 0.248046875, 0.1240234375, 0.06201171875, 0.031005859375]\n```",
)
LATE = (
    r"""With $x_d[n] = x[n-5]$: $$y_d[n] = \sum_k x_d[k] h[n-k] = \sum_k x[k-5] h[n-k].$$
Substituting $m = k-5$: $$y_d[n] = \sum_m x[m] h[(n-5)-m] = y[n-5].$$ This is time invariance.""",
    r"The output is shifted as well: $y_{new}[n] = y[n-5]$.",
    r"$$x[n-5] * h[n] = y[n-5]$$",
    r"$$\tilde y[n] = (x[\cdot - 5] * h)[n] = y[n-5]$$",
    r"$y[n] = 2 - 2^{-(n-5)}$ for $5 \le n \le 11$, $y[n] = 127 \cdot 2^{-(n-5)}$ for $n \ge 12$ "
    r"and $0$ otherwise.",
    r"$$y'[n] = (2 - 2^{-(n-5)}) u[n-5] - (2 - 2^{-(n-12)}) u[n-12]$$",
    r"$$ y'[n] = \sum_{k=5}^{11} h[n-k] = \sum_{m=0}^{6} h[n-5-m] = y[n-5]$$",
    r"It just moves: $y[n] \to y[n-5]$.",
)


@pytest.mark.parametrize(
    ("question", "answer"), [*(("2(a)", a) for a in RIGHT), *(("2(b)", a) for a in LATE)]
)
def test_right_answers(verdict: Verdict, question: str, answer: str) -> None:
    """Each is right, and none of its lines is called wrong."""
    found = verdict(SHEET, question, answer)
    assert found.verdict == "right", found.summary
    assert not [line for line in found.lines if line.verdict == "wrong"]


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        (r"$y[n] = 2 - 2^{-n}$ for $0 \le n \le 6$", "outside of the given ranges"),
        (
            r"$$y[n] = \begin{cases} 2 - 2^{-n} & 0 \le n \le 6 \\ 127 \cdot 2^{-n} & n \ge 7 \end{cases}$$",  # noqa: E501
            "outside of the given ranges",
        ),
        (r"$y[0] = 1,\; y[1] = 1.5,\; y[2] = 1.75$", "other values of the window"),
        (r"$$y[n] = \sum_{m=-\infty}^{\infty} x[m] h[n-m]$$", "more than the definition"),
    ],
)
def test_what_is_missing_is_said(verdict: Verdict, answer: str, missing: str) -> None:
    """What is there is right, and not all that was asked for."""
    found = verdict(SHEET, "2(a)", answer)
    assert found.verdict == "incomplete", found.summary
    assert missing in found.message


@pytest.mark.parametrize(
    ("question", "answer", "cause", "words"),
    [
        ("2(a)", DERIVED.replace(r"\le 6", r"\le 7", 1), "branch-range-shifted", "n = 8 in place"),
        ("2(a)", r"$$y[n] = \sum_{k=0}^{7} h[n-k]$$", "length-off-by-one", "8 samples, not 7"),
        ("2(a)", r"$$y[n] = (2 - (1/2)^n) u[n]$$", "end-ignored", "never to end"),
        ("2(a)", r"$$y[n] = \sum_k x[k] h[k-n]$$", "kernel-not-flipped", "a correlation"),
        ("2(a)", r"$$y[n] = x[n] h[n]$$", "product-for-convolution", "sample by sample"),
        ("2(b)", "$$y'[n] = y[n+5]$$", "delay-sign", "an advance"),
        ("2(b)", r"$$y_d[n] = \sum_k x[k-5] h[n-5-k]$$", "delay-twice", "both signals"),
        ("2(b)", "$$y'[n] = y[n]$$", "delay-ignored", "was ignored"),
    ],
)
def test_the_mistake_is_named(
    verdict: Verdict, question: str, answer: str, cause: str, words: str
) -> None:
    """By computation, for all n."""
    found = verdict(SHEET, question, answer)
    assert found.verdict == "wrong"
    assert found.cause is not None
    assert cause in found.cause.name.split("|")
    assert words in found.cause.sentence


PLANTED = (
    (r"(2^{n+1} - 1)", r"(2^{n} - 1)", "$$y[n] = \\sum_{k=0}^{n}"),
    (r"\sum_{k=0}^{6} \left", r"\sum_{k=0}^{7} \left", r"\sum_{k=0}^{7}"),
    (r"(2^7 - 1)", r"(2^6 - 1)", r"\sum_{k=0}^{6}"),
    (r"\sum_{k=0}^{n} \left", r"\sum_{k=1}^{n} \left", r"\sum_{k=1}^{n}"),
    (r"\sum_{k=0}^n 2^k", r"\sum_{k=0}^n 2^{-k}", r"2^{-k}"),
    ("so $y[n] = 0$", "so $y[n] = 1$", "so $y[n] = 1$"),
    ("h[n-k]$", "h[n+k]$", "h[n+k]$"),
    ("= 127", "= 128", r"\sum_{k=0}^{6}"),
)


@pytest.mark.parametrize(("old", "new", "line"), PLANTED)
def test_one_wrong_step_is_pointed_at_and_no_other(
    verdict: Verdict, old: str, new: str, line: str
) -> None:
    """Each line holds under its condition, but for the one in which a fault was planted."""
    assert old in DERIVED
    found = verdict(SHEET, "2(a)", DERIVED.replace(old, new, 1))
    wrong = [one for one in found.lines if one.verdict == "wrong"]
    assert len(wrong) == 1
    assert wrong[0].place is not None
    assert line.removeprefix("$$") in wrong[0].place.text


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("I plotted it.", "no statement of the answer"),
        (r"$$y[n] = \lfloor 2^{n} \rfloor f(n)$$", "f"),
    ],
)
def test_what_is_not_decided_is_left_to_a_person(verdict: Verdict, answer: str, why: str) -> None:
    """Words, names without a meaning."""
    found = verdict(SHEET, "2(a)", answer)
    assert found.verdict == "person"
    assert why in found.message


def test_the_piece_that_is_wrong_is_pointed_at(verdict: Verdict) -> None:
    """Not the last one, at which all of them are known."""
    answer = "For $n < 0$: $y[n] = 0$.\n\nFor $0 \\le n \\le 7$: $y[n] = 2 - 2^{-n}$.\n\n"
    answer += "For $n \\ge 8$: $y[n] = 127 \\cdot 2^{-n}$."
    found = verdict(SHEET, "2(a)", answer)
    assert found.verdict == "wrong"
    assert found.place is not None
    assert found.place.line == 3


def test_places_are_those_of_the_file(verdict: Verdict) -> None:
    """What is rewritten for the reader is still found where the author wrote it."""
    found = verdict(SHEET, "2(b)", "By definition,\n\n$y_d(n) = x(n - 5) * h(n) = y(n - 4)$.")
    assert found.verdict == "wrong"
    assert found.place is not None
    assert (found.place.line, found.place.column) == (3, 2)
