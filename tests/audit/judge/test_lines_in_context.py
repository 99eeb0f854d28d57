"""Lines that are true where they stand: special cases, conditions, wishes, names of one's own."""

from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding

VerdictOn = Callable[[str, str], Finding]
SIZE = "ask: conv_size, given: {size: [W], kernel_size: K, stride: S, padding: P}"
RIGHT = r"$$W' = \left\lfloor \frac{W + 2P - K}{S} \right\rfloor + 1$$"
BY_HAND = """ask: conv_transpose_by_hand, text: "The transpose of $Y$ with $W$.", given: {
      Y: [[4, 3], [2, 1]], W: [[-1, 2], [3, -4]]}"""
MATRIX = r"$$\hat{X} = \begin{bmatrix} -4 & 5 & 6 \\ 10 & -4 & -10 \\ 6 & -5 & -4 \end{bmatrix}$$"


def wrong_lines(found: Finding) -> list[str]:
    """The messages of the lines that are called wrong."""
    return [line.message for line in found.lines if line.verdict == "wrong"]


@pytest.mark.parametrize(
    "text",
    [
        "For $P = 0$ and $S = 1$ we get $W' = W - K + 1$.",
        r"Example: $W=5, K=3, S=1, P=0$: $W' = \lfloor (5 + 2 \cdot 0 - 3)/1 \rfloor + 1 = 3$.",
        "If $S = 1$: $$W' = W + 2P - K + 1$$",
        r"$$S = 1 \Rightarrow W' = W + 2P - K + 1$$",
        "$$W' = W + 2P - K + 1$$ when $S = 1$.",
        "Without padding and with unit stride, $W' = W - K + 1$.",
        "Same size means $W' = W$, that is $2P = K - 1$ for $S = 1$.",
        r"We need $S (W' - 1) + K \le W + 2P$, so $W' - 1 \le (W + 2P - K)/S$.",
        "The number of positions is $n = W + 2P - K + 1$.",
        "Let $K = 2m + 1$, then $m = (K - 1)/2$ and $K - 1 = 2 m$.",
        r"With $0 < p < 1$ we have $p < 1$.",
        r"$o \le 3 \Leftrightarrow o + 1 \le 4$",
        r"$m (K - 1) + m = m K$",
    ],
)
def test_a_line_that_is_true_where_it_stands(verdict_on: VerdictOn, text: str) -> None:
    """In words or in letters, before the general result."""
    found = verdict_on(SIZE, f"{text}\n\nIn general\n\n{RIGHT}")
    assert found.right
    assert wrong_lines(found) == []


@pytest.mark.parametrize(
    "text",
    [
        "For $P = 0$ and $S = 1$ we get $W' = W - K + 2$.",
        r"Example: $W=5, K=3$: $W' = \lfloor (5 + 2 \cdot 0 - 3)/1 \rfloor + 1 = 4$.",
        "Without padding and with unit stride, $W' = W + K + 1$.",
        r"$S = 1 \Rightarrow W' = W + P - K + 1$",
        r"$o \le 3 \Leftrightarrow o + 1 \le 5$",
        r"$S o \le W - K \Leftrightarrow o \le \lfloor (W + K)/S \rfloor$",
        r"$m (K - 1) + m = m K + 1$",
        r"Surely $2 \mid 27$.",
        r"$W + 2P - K = (W + 2P - K) + 1 = W + 2P - K$",
    ],
)
def test_a_line_that_is_false_even_there(verdict_on: VerdictOn, text: str) -> None:
    """The same kinds of lines with a mistake."""
    found = verdict_on(SIZE, f"{text}\n\nIn general\n\n{RIGHT}")
    assert found.right
    assert wrong_lines(found)


def test_lines_about_a_right_result_are_held_against_it(verdict_on: VerdictOn) -> None:
    """An intermediate copy of the matrix with another entry, an element with another value."""
    copy = MATRIX.replace("-10", "-11")
    assert wrong_lines(verdict_on(BY_HAND, f"{copy}\n\nso\n\n{MATRIX}")) == [
        "row 2, column 3: -10 = -11 is false"
    ]
    assert wrong_lines(verdict_on(BY_HAND, rf"$\hat{{X}}_{{1,2}} = 3 - 13 = -10$ {MATRIX}")) == []
    assert wrong_lines(verdict_on(BY_HAND, rf"$\hat{{X}}_{{1,2}} = 3 - 12 = -9$ {MATRIX}"))


def test_names_of_the_sheets_own_proof_are_free(verdict_on: VerdictOn) -> None:
    """The proof calls the uncropped output F; here F is the kernel turned."""
    turned = r"$$F = \begin{bmatrix} -4 & 3 \\ 2 & -1 \end{bmatrix}$$"
    found = verdict_on(BY_HAND, f"{turned}\n\n{MATRIX}")
    assert found.right
    assert wrong_lines(found) == []
    given = r"$$W = \begin{bmatrix} -4 & 3 \\ 2 & -1 \end{bmatrix}$$"
    assert wrong_lines(verdict_on(BY_HAND, f"{given}\n\n{MATRIX}"))


def test_one_axis_swapped_is_no_convention(verdict_on: VerdictOn) -> None:
    """Both axes swapped may be the order W, H; one of them is a mistake."""
    ask = SIZE.replace("[W]", "[H, W]")
    row = r"${} = \lfloor ({} + 2P - K)/S \rfloor + 1$"
    both = row.format("H'", "W") + ", " + row.format("W'", "H")
    assert verdict_on(ask, both).verdict == "other convention"
    one = row.format("H'", "W") + ", " + row.format("W'", "W")
    found = verdict_on(ask, one)
    assert found.verdict == "wrong"
    assert found.cause is not None
    assert found.cause.name == "height-width-swapped"
