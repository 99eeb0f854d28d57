"""Formulas over the cells of a window, in the notation of many hands."""

import re
from collections.abc import Callable
from fractions import Fraction

import pytest

from symconv.audit.check import check
from symconv.audit.finding import Finding
from symconv.audit.judge import prepare
from symconv.sheets.problem import Problem

Judged = Callable[[str], Finding]
OVER = r"(l,m) \in S_{i,j}"
MAX = rf"\max_{{{OVER}}} X_{{l,m}}"
MEAN = rf"\frac{{1}}{{|S_{{i,j}}|}} \sum_{{{OVER}}} X_{{l,m}}"
NORM = rf"\left(\sum_{{{OVER}}} |X_{{l,m}}|^p\right)^{{1/p}}"
RIGHT = {
    "headings": [
        "### MaxPool2d",
        "$$Y = MAX$$",
        "### AvgPool2d",
        "$$Y = MEAN$$",
        "### LPPool2d",
        "$$Y = NORM$$",
    ],
    "list": ["- Lp pooling: $Y = NORM$", "- max pooling: $Y = MAX$", "- average: $Y = MEAN$"],
    "words as names": [
        r"$$\text{MaxPool}(X)_{i,j} = MAX$$",
        r"$$\text{AvgPool}(X)_{i,j} = MEAN$$",
        r"$$\text{LPPool}(X)_{i,j} = NORM$$",
    ],
    "raised words": [
        r"\begin{align} Y^{\text{max}}_{i,j} &= MAX \\",
        r"Y^{\text{avg}}_{i,j} &= MEAN \\",
        r"Y^{\text{Lp}}_{i,j} &= NORM \end{align}",
    ],
    "no commas": [
        r"$$y_{ij} = \max_{(p,q) \in S_{ij}} x_{pq}$$",
        r"$$y_{ij} = \frac{1}{|S_{ij}|} \sum_{(p,q) \in S_{ij}} x_{pq}$$",
        r"$$y_{ij} = \left(\sum_{(p,q) \in S_{ij}} |x_{pq}|^P\right)^{1/P}$$",
    ],
    "elements": [
        r"$$Y = \max_{x \in S_{i,j}} x$$",
        r"$$Y = \frac{1}{|S_{i,j}|} \sum_{x \in S_{i,j}} x$$",
        r"$$Y = \left(\sum_{x \in S_{i,j}} |x|^p\right)^{1/p}$$",
    ],
    "letters exchanged": [
        r"$$Y_{m,n} = \max_{(i,j) \in S_{m,n}} X_{i,j}$$",
        r"$$Y_{m,n} = \frac{1}{|S_{m,n}|} \sum_{(i,j) \in S_{m,n}} X_{i,j}$$",
        r"$$Y_{m,n} = \left(\sum_{(i,j) \in S_{m,n}} |X_{i,j}|^p\right)^{1/p}$$",
    ],
    "a vector": [
        r"$$Y = \max_{k=1,\dots,n} x_k$$",
        r"$$Y = \frac{1}{n} \sum_{k=1}^n x_k$$",
        r"$$Y = \left(\sum_{k=1}^n |x_k|^p\right)^{1/p}$$",
    ],
    "below the sign": [r"$$Y = \underset{OVER}{\max} X_{l,m}$$", "$$Y = MEAN$$", "$$Y = NORM$$"],
    "braces": [
        r"$$Y_{i,j}^{k} = \max\{X_{l,m}^{k} \mid (l,m) \in S_{i,j}^{k}\}$$",
        "$$Y = MEAN$$",
        "$$Y = NORM$$",
    ],
    "two letters in one range": [
        r"$$Y = \max_{0 \le a, b < K} X_{s i + a, s j + b}$$",
        r"$$Y = \frac{1}{K^2} \sum_{0 \leq a, b \leq K - 1} X_{s i + a, s j + b}$$",
        r"$$Y = \left(\sum_{0 \le a,b < K} |X_{s i + a, s j + b}|^P\right)^{1/P}$$",
    ],
    "a number sign": [
        "$$Y = MAX$$",
        r"$$Y = \frac{\sum_{OVER} X_{l,m}}{\#S_{i,j}}$$",
        "$$Y = NORM$$",
    ],
}


def written(form: str) -> str:
    """The three formulas in one form."""
    text = "\n\n".join(RIGHT[form]).replace("MAX", MAX).replace("MEAN", MEAN)
    return text.replace("NORM", NORM).replace("OVER", OVER)


@pytest.fixture(scope="module")
def judged() -> Callable[[str], Finding]:
    """Judge an answer; the question is solved once."""
    problem = Problem("1", Fraction(4), "pooling_formulas", {})
    desk = prepare(problem)
    return lambda text: check(text, problem, desk=desk)


@pytest.mark.parametrize("form", RIGHT)
def test_a_right_answer_is_right_however_it_is_written(judged: Judged, form: str) -> None:
    """And no line of it is called wrong."""
    found = judged(written(form))
    assert found.right, found.summary
    assert not [line for line in found.lines if line.verdict == "wrong"]


@pytest.mark.parametrize("form", RIGHT)
def test_a_minimum_is_found_however_it_is_written(judged: Judged, form: str) -> None:
    """The same with ``\\min``."""
    text = written(form).replace(r"\max", r"\min")
    found = judged(text)
    assert found.verdict == "wrong", found.summary
    assert found.cause is not None
    assert found.cause.name == "minimum-for-maximum"


def test_the_counterexample_shows_the_window(judged: Judged) -> None:
    """The largest number that is shown was expected, and the smallest was got."""
    found = judged(written("list").replace(r"\max", r"\min"))
    window = [int(n) for n in re.findall(r"-?\d+", found.counterexample.partition("window of")[2])]
    assert len(window) >= 2
    assert f"{min(window)} instead of {max(window)}" in found.message


@pytest.mark.parametrize("sign", [r"\sum", r"\max"])
def test_channels_are_pooled_one_by_one(judged: Judged, sign: str) -> None:
    """A sum or a maximum over a superscript takes channels together."""
    top = rf"{sign}_{{k}} \max_{{(l,m) \in S_{{i,j}}^{{k}}}} X_{{l,m}}^{{k}}"
    found = judged(f"$$Y = {top}$$ $$Y = {MEAN}$$ $$Y = {NORM}$$")
    assert found.verdict == "wrong"
    assert found.cause is not None
    assert found.cause.name == "channels-mixed"


def test_signed_powers_are_a_convention(judged: Judged) -> None:
    """Named, with the library that has it."""
    plain = NORM.replace("|", "")
    found = judged(f"$$Y = {MAX}$$ $$Y = {MEAN}$$ $$Y = {plain}$$")
    assert found.verdict == "other convention"
    assert "PyTorch" in found.convention


@pytest.mark.parametrize(
    "index",
    [
        "s i + s a, s j + s b",
        "s i - p + a, s j - p + b",
        "s i + a, s j + 2 b",
        "c, d",
        "i + j + a, b",
    ],
)
def test_windows_of_another_kind_are_left_to_a_person(judged: Judged, index: str) -> None:
    """Dilated, padded, and none at all: neither right nor wrong is said."""
    over = r"\sum_{a=0}^{K-1} \sum_{b=0}^{K-1}"
    top = rf"\max_{{0 \le a < K, 0 \le b < K}} X_{{{index}}}"
    mean = rf"\frac{{1}}{{K^2}} {over} X_{{{index}}}"
    norm = rf"\left({over} |X_{{{index}}}|^P\right)^{{1/P}}"
    text = f"$$Y_{{i,j}} = {top}$$ $$Y_{{i,j}} = {mean}$$ $$Y_{{i,j}} = {norm}$$"
    assert judged(text).verdict == "person"


@pytest.mark.parametrize(
    ("count", "cause"),
    [("k_h^2", None), ("k_h k_w", ""), ("k_h + k_w", None), ("2 k_h k_w", "factor-two")],
)
def test_two_sizes_are_not_one(judged: Judged, count: str, cause: str | None) -> None:
    """The number of cells is the product of the sizes, and nothing that agrees for squares."""
    over = r"\sum_{a=0}^{k_h-1} \sum_{b=0}^{k_w-1}"
    cell = "X_{s i + a, s j + b}"
    mean = rf"\frac{{1}}{{{count}}} {over} {cell}"
    found = judged(f"$$Y = {MAX}$$ $$Y = {mean}$$ $$Y = {NORM}$$")
    assert found.right == (cause == "")
    if cause != "":
        assert found.verdict == "wrong", found.summary
        assert (found.cause.name if found.cause else None) in (cause, "slip")


@pytest.mark.parametrize(
    "text",
    [
        r"$\max_{(l,m) \in S_{i,j}}$",
        r"$$Y = \max\{\}$$",
        r"$$Y = \max\{X_{l,m} \mid \}$$",
        r"$$Y = \sum_{(l,m) \in S_{i,j,k}} X_{l,m}$$",
        r"$$Y = \sum_{(l,m,n) \in S_{i,j}} X_{l,m}$$",
        r"$$Y = \sum_{S_{i,j} \in (l,m)} X_{l,m}$$",
        r"$$Y = \#\# S$$",
        r"$$Y_{max} = \underset{(l{\max}$$",
        r"$$Y = \sum_{a=0}^{K} \sum_{a=0}^{K} X_{a,a}$$",
        r"$$Y = \sum_{a=0}^{10^9} \sum_{b=0}^{10^9} X_{2i+a,2j+b}$$",
        r"$$Y = \max_{" + "(" * 30 + r"l,m" + ")" * 30 + r" \in S_{i,j}} X_{l,m}$$",
        r"$$Y = \|\|X\|\|_{\|X\|}$$",
        "$$" + r"\underset{(" * 300 + "$$",
        "$$" + r"\text{MaxPool}(" * 200 + "$$",
    ],
)
def test_broken_windows_are_judged_without_an_accident(judged: Judged, text: str) -> None:
    """Nothing of it is right, and nothing raises."""
    assert judged(text).verdict in ("person", "incomplete", "wrong")
