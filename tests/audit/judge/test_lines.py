"""Lines of a derivation: false ones, chained ones, and those that do not follow."""

from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding

SIZE = "ask: conv_size, given: {size: [W], kernel_size: K, stride: S, padding: P}"
RIGHT = r"$$W' = \left\lfloor \frac{W + 2P - K}{S} \right\rfloor + 1$$"
VerdictOn = Callable[[str, str], Finding]


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("$3 + 4 = 8$", "SC411", "7 = 8 is false"),
        ("$128 = 9600 + 128 = 9728$", "SC412", "128 = 9728 is false"),
        (r"$W' = \frac{W + 2P - K}{S} + 1$", "SC411", "is false, at K = "),
        (r"$2 < 1$", "SC411", "2 < 1 is false"),
        (r"$\frac{1}{3} \approx 0.5$", "SC411", "is false"),
        (
            r"$W' = \lfloor (W + 2P - K)/S \rfloor + 1 \rightarrow W = S (W' - 1) + K - 2P$",
            "SC413",
            "the floor is dropped",
        ),
        (r"$W = 2 K \Rightarrow W = K$", "SC414", "it does not follow"),
        (
            r"$\begin{bmatrix} 1 & 2 \end{bmatrix} + \begin{bmatrix} 1 & 1 \end{bmatrix} = "
            r"\begin{bmatrix} 2 & 4 \end{bmatrix}$",
            "SC411",
            "is false",
        ),
    ],
)
def test_a_wrong_line_is_pointed_at(
    verdict_on: VerdictOn, line: str, code: str, message: str
) -> None:
    """The result below it is right, and stays so."""
    found = verdict_on(SIZE, f"First {line}.\n\nThen\n\n{RIGHT}\n")
    assert found.right
    (wrong,) = [each for each in found.lines if each.verdict == "wrong"]
    assert wrong.code == code
    assert message in wrong.message
    assert wrong.place is not None
    assert wrong.place.line == 1
    assert found.place == wrong.place


@pytest.mark.parametrize(
    "line",
    [
        "$P = 0$",  # sets a value
        "$W = H$",  # a name of somebody's own
        r"$r_0 = 1 + \sum_{l=1}^{L} (k_l - 1) = 5$",
        r"$\frac{1}{3} \approx 0.33$",
        r"$3 + 4 = 7$",
        r"$A \text{ with } B = 3$",
        r"$W' = \lfloor (W + 2P - K)/S \rfloor + 1 \Rightarrow S (W' - 1) \le W + 2P - K$",
        "$K_d = 1 + (K - 1) d$",
        r"$5 \times 5 \times 3 = 75$",
    ],
)
def test_nothing_is_said_against_other_lines(verdict_on: VerdictOn, line: str) -> None:
    """Assignments, own names, roundings, and what is true."""
    found = verdict_on(SIZE, f"First {line}.\n\nThen\n\n{RIGHT}\n")
    assert found.right
    assert not [each for each in found.lines if each.verdict == "wrong"]


def test_an_unread_line_is_left_to_a_person(verdict_on: VerdictOn) -> None:
    """It is listed with the reason, and takes nothing from the rest."""
    found = verdict_on(SIZE, f"$\\frobnicate{{W}}$\n\n{RIGHT}")
    assert found.right
    (line,) = [each for each in found.lines if each.verdict == "person"]
    assert "frobnicate" in line.message


def test_a_false_line_of_a_wrong_answer(verdict_on: VerdictOn) -> None:
    """Both are said."""
    found = verdict_on(SIZE, "$1 = 2$\n\n$$W' = W - K$$")
    assert found.verdict == "wrong"
    assert next(each.message for each in found.lines if each.code == "SC411") == "1 = 2 is false"
