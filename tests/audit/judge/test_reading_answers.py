"""What is taken for the answer, what is left to a person, and what is a matter of convention."""

from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding

VerdictOn = Callable[[str, str], Finding]
NUMBER = "ask: exact_conv_size, given: {size: [32], kernel_size: 5, stride: 1, padding: 0}"
COUNT = (
    "ask: conv_parameters, given: {in_channels: C, out_channels: N, kernel_size: K, bias: false}"
)
SIZES = "ask: conv_size, given: {size: [H, W], kernel_size: K, stride: S, padding: P}"
BY_HAND = "ask: conv_by_hand, given: {X: [[1, 2], [3, 4]], W: [[1, 0], [5, 7]], padding: 1}"


@pytest.mark.parametrize(
    "answer",
    [
        "28",
        "$28$",
        "The output is 28.",
        "28 x 28",
        r"$28 \times 28$",
        r"$$m = 32 - 5 + 1 = \boxed{28}$$",
    ],
)
def test_a_number_is_found(verdict_on: VerdictOn, answer: str) -> None:
    """Bare, among words, as a square, in a box."""
    assert verdict_on(NUMBER, answer).right


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "I do not know.",
        "It is 28 or perhaps 27.",
        "$27$, no, I think $28$, or $29$",
        r"$\mu$",
        "A 5 x 5 kernel on 32 x 32 pixels.",
    ],
)
def test_nothing_is_guessed(verdict_on: VerdictOn, answer: str) -> None:
    """Neither right nor wrong where the answer cannot be told."""
    assert verdict_on(NUMBER, answer).verdict in ("person", "incomplete")


def test_the_last_box_counts(verdict_on: VerdictOn) -> None:
    """Whatever is computed around it."""
    text = r"$30 - 2 = 28$; $$\boxed{27}$$ and $5 + 5 = 10$"
    found = verdict_on(NUMBER, text)
    assert found.verdict == "wrong"
    assert "27 instead of 28" in found.message


def test_own_letters_need_a_meaning(verdict_on: VerdictOn) -> None:
    """Three letters for three: there is a reading. Four: somebody must say what they are."""
    found = verdict_on(COUNT, "$F^2 D M$")
    assert found.right
    assert "F read as K" in found.message
    assert verdict_on(COUNT, "$F^2 D M Q$").verdict == "person"


def test_letters_that_mean_something_else(verdict_on: VerdictOn) -> None:
    """K for the number of filters and F for the kernel, where K is the kernel: for a person."""
    found = verdict_on(COUNT, "$F^2 C K$")
    assert found.verdict == "person"
    assert "mean something else" in found.message


@pytest.mark.parametrize(
    ("lines", "answer", "convention"),
    [
        (SIZES, r"$H' = (H + 2P - K)/S + 1$, $W' = (W + 2P - K)/S + 1$", "exact division"),
        (COUNT, "$K^2 C N + N$", "biases counted"),
        (COUNT, "$B K^2 C N$", "whole batch"),
        (
            BY_HAND,
            r"$$\begin{bmatrix} 1 & 2 & 0 \\ 8 & 21 & 14 \\ 15 & 41 & 28 \end{bmatrix}$$",
            "flipped kernel",
        ),
        ("ask: network_sizes, given: {size: [9, 9], channels: 2, layers: ['conv 4 kernel_size=3']}",
         r"$7 \times 7 \times 4$", "channels last"),
        ("ask: conv_operations, given: {out_size: [H, W], in_channels: C, out_channels: N, "
         "kernel_size: K}", r"$\mu = 2 H W N K^2 C$", "two operations"),
    ],
)  # fmt: skip
def test_other_conventions_are_named(
    verdict_on: VerdictOn, lines: str, answer: str, convention: str
) -> None:
    """Neither right nor wrong."""
    found = verdict_on(lines, answer)
    assert found.verdict == "other convention", found.summary
    assert found.code == "SC421"
    assert convention in found.convention


def test_a_table_is_read_by_its_rows_and_columns(verdict_on: VerdictOn) -> None:
    """One wrong cell is one wrong conclusion."""
    lines = (
        "ask: network_parameters, given: {size: [9, 9], channels: 2, bias: true, "
        "layers: ['a = conv 4 kernel_size=3', 'b = conv 5 kernel_size=2']}"
    )
    head = "| layer | weights | biases |\n|---|---|---|"
    table = head + "\n| a | 72 | 4 |\n| b | {} | 5 |\n\n$161$ in all"
    assert verdict_on(lines, table.format(80)).right
    found = verdict_on(lines, table.format(40))
    assert found.verdict == "wrong"
    assert "40 instead of 80" in found.message


def test_marks_follow_the_conclusions(verdict_on: VerdictOn) -> None:
    """Half of two conclusions is half of the marks; all of them for a right answer."""
    right = r"$H' = \lfloor (H + 2P - K)/S \rfloor + 1$, $W' = W$"
    found = verdict_on(SIZES, right)
    assert (found.verdict, found.marks, found.max_marks) == ("wrong", 2, 4)
    assert verdict_on(NUMBER, "28").marks == 4


def test_one_axis_stands_for_both(verdict_on: VerdictOn) -> None:
    """The height is alike, and need not be written."""
    assert verdict_on(SIZES, r"$W' = \lfloor (W + 2P - K)/S \rfloor + 1$").right


def test_a_hint_tells_no_answer(verdict_on: VerdictOn) -> None:
    """It asks about the mistake."""
    found = verdict_on(SIZES, r"$W' = \lfloor (W + P - K)/S \rfloor + 1$")
    assert found.cause is not None
    assert found.cause.name == "padding-once"
    assert found.hint == "on how many sides is the padding, and how often does it enter?"
