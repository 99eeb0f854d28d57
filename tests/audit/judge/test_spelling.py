"""Spellings that the strict reader refuses and people use."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from symconv.audit.check import check
from symconv.audit.finding import Finding
from symconv.audit.judge.spelling import respelled
from symconv.sheets.problem import Problem

Verdict = Callable[[str, str, str], Finding]


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("2^(d L)", "2^{d L}"),
        (r"\#\text{regions}", r"  \text{regions}"),
        (r"N_{f \circ g}", r"N_{\mathrm{fg}}"),
        (r"x \in (-1, \frac{1}{2}]", r"-1 < x \le \frac{1}{2}"),
        (r"x \in [0, \infty)", r"0 \le x"),
        ("[x - 2]_+ + (3 x)^{+}", r"\max(0, x - 2) + \max(0, 3 x)"),
        ("& else", r"& \text{else}"),
    ],
)
def test_one_meaning(text: str, spelled: str) -> None:
    """What is put in place is the only thing that can be meant."""
    assert respelled(text) == spelled


@pytest.mark.parametrize(
    "text",
    [
        r"(X X^{\top})^{+} y",
        r"(A)^+",
        r"i \in [0, N)",
        r"\sum_{i \in [0, 5]} x_i",
        r"x \in (-\infty, \infty)",
        r"Y \in (3, 4)",
        r"f^{(2)}",
    ],
)
def test_other_meanings_are_left_alone(text: str) -> None:
    """Pseudo-inverses, index ranges, shapes, the whole line."""
    assert respelled(text) == text


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("$L 2^d$", False),
        (r"$L\,2^d$", False),
        (r"$\#\text{regions} = 2^{L d}$", True),
        ("2^(d*L) regions", True),
        (r"$$N_L = 2^d N_{L-1} = (2^d)^2 N_{L-2} = \dots = 2^{d L}$$", True),
        (r"$$N_L = 2^d N_{L-1} = \dots = 2^{d + L}$$", False),
        ("the network has $2^{Ld}$ regions", True),
        (r"$$N = 2 \cdot 2 \cdots 2 = 2^{d L}$$", True),
        ("$n(L) = 2^{L d}$", True),
        (r"$\# = 2^{L d}$", True),
        (r"$\# = 2^{L + d}$", False),
        ("$4^{L d / 2}$", True),
        ("$8^{L d / 2}$", False),
    ],
)
def test_counts_of_regions(verdict: Verdict, answer: str, right: bool) -> None:
    """Read, and judged; no line is called wrong in a right one."""
    found = verdict("cs7643_ps3", "9", answer)
    assert found.verdict == ("right" if right else "wrong")
    assert not right or not [line for line in found.lines if line.verdict == "wrong"]


@pytest.mark.parametrize(
    ("answer", "verdict_is"),
    [
        (r"There are $n_g$ regions of $g$, each with $n_f$ of $f$: $n_f \times n_g$", "right"),
        (r"at most $n_f n_g$ regions", "right"),
        (r"$N \le n_f n_g$", "right"),
        (r"$n_f n_g \ge N$", "right"),
        (r"at most $n_f + n_g$ regions", "wrong"),
        (r"up to $n_f n_g + 1$ regions", "wrong"),
        (r"$N \le n_f + n_g$", "wrong"),
        (r"at most $2^{n_f n_g}$ are conceivable, exactly $n_f n_g$ there are", "right"),
        (r"exactly $n_f n_g$, which is at most $2^{n_f n_g}$", "right"),
        (r"there are fewer than $n_f n_g$", "person"),
        (r"there are at least $n_f + n_g$", "person"),
        (r"$n_f + n_g$", "wrong"),
    ],
)
def test_counts_of_compositions(verdict: Verdict, answer: str, verdict_is: str) -> None:
    """A product of two counts is no shape; an upper bound says how many there can be."""
    assert verdict("cs7643_ps3", "8", answer).verdict == verdict_is


@pytest.mark.parametrize(
    ("answer", "verdict_is"),
    [
        ("at most 32768 regions", "right"),
        (r"$N \le 32768$", "right"),
        (r"$N \le 40$", "wrong"),
        ("at most $3$ folds in each layer, hence 32768 regions", "person"),
        ("at most $8$ in each layer, hence $8^5$", "right"),
    ],
)
def test_bounds_in_numbers(answer: str, verdict_is: str) -> None:
    """A number that something else does not exceed is no wrong count."""
    given = {"dimension": 3, "layers": 5}
    problem = Problem("1", Fraction(4), "regions_identified_by_depth", given)
    assert check(answer, problem).verdict == verdict_is


def test_a_number_behind_a_letter_stays_unread(verdict: Verdict) -> None:
    """``d 2`` may be a square that was lost."""
    assert verdict("cs7643_ps3", "9", "$d 2$").verdict == "person"
