"""Forward passes by hand: the wrong step is pointed at, and no right line is called wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding

Verdict = Callable[[str, str, str], Finding]
SHEET = "cs7643_ps3"
MAPS = "\n\nSo $W_a = 6$, $b_a = 3$, $W_b = 3/2$, $b_b = 3$, $W_c = 6$, $b_c = 3$."
PASS = (
    r"""For $x = 2$:

$$z_1 = W^{(1)} x + b^{(1)} = \begin{bmatrix} 3/2 \\ 1/2 \end{bmatrix} \cdot 2 + \begin{bmatrix} 0 \\ 1 \end{bmatrix} = \begin{bmatrix} 3 \\ 2 \end{bmatrix}$$

$$h_1 = \max(0, z_1) = \begin{bmatrix} 3 & 2 \end{bmatrix}^\top$$

$$z_2 = W^{(2)} h_1 + b^{(2)} = \begin{bmatrix} 1 & 2 \\ 2 & 1 \end{bmatrix} \begin{bmatrix} 3 \\ 2 \end{bmatrix} + \begin{bmatrix} 0 \\ 1 \end{bmatrix} = \begin{bmatrix} 7 \\ 9 \end{bmatrix}$$

$$h_2 = \mathrm{ReLU}(z_2) = \begin{bmatrix} 7 \\ 9 \end{bmatrix}, \quad h(2) = 7 + 9 - 1 = 15$$

$$W = \begin{bmatrix} 1 & 1 \end{bmatrix} \begin{bmatrix} 1 & 2 \\ 2 & 1 \end{bmatrix} \begin{bmatrix} 3/2 \\ 1/2 \end{bmatrix} = \begin{bmatrix} 3 & 3 \end{bmatrix} \begin{bmatrix} 3/2 \\ 1/2 \end{bmatrix} = 6$$

$$b = 15 - 6 \cdot 2 = 3$$

For $x = -1$:

$$h_1 = \mathrm{ReLU}\left(\begin{bmatrix} -3/2 \\ 1/2 \end{bmatrix}\right) = \begin{bmatrix} 0 \\ 1/2 \end{bmatrix}$$

$$h_2 = \max\left(0, \begin{bmatrix} 1 \cdot 0 + 2 \cdot \frac12 \\ 2 \cdot 0 + \frac12 + 1 \end{bmatrix}\right) = \begin{bmatrix} 1 \\ 3/2 \end{bmatrix}$$

$$h(-1) = 1 + \frac{3}{2} - 1 = \frac32$$"""  # noqa: E501
    + MAPS
)
PIECES = r"""The first layer gives $z_1 = \frac32 x$ and $z_2 = \frac12 x + 1$.

If $x < -2$, $\max(0, \frac32 x) = 0$ and $\max(0, \frac12 x + 1) = 0$, so $h(x) = 0 + 1 - 1 = 0$.

If $-2 \le x < 0$: $\frac32 x < 0$ and $\frac12 x + 1 \ge 0$, so the second layer has

$$u_1 = 2 \left(\frac12 x + 1\right) = x + 2, \quad u_2 = \frac12 x + 1 + 1 = \frac12 x + 2$$

and $h(x) = x + 2 + \frac12 x + 2 - 1 = \frac32 x + 3$. If $x \ge 0$:

$$h(x) = \frac52 x + 2 + \frac72 x + 2 - 1 = 6 x + 3$$

$$h(x) = \begin{cases} 0 & x < -2 \\ \frac32 x + 3 & -2 \le x < 0 \\ 6 x + 3 & x \ge 0 \end{cases}$$
"""


def wrong_lines(found: Finding) -> list[str]:
    """Return the text of each line that is called wrong."""
    return [line.snippet for line in found.lines if line.verdict == "wrong"]


@pytest.mark.parametrize(("question", "answer"), [("6", PASS), ("6 (whole)", PIECES)])
def test_no_right_line_is_called_wrong(verdict: Verdict, question: str, answer: str) -> None:
    """And most of them are judged."""
    found = verdict(SHEET, question, answer)
    assert found.right
    assert not wrong_lines(found)
    assert sum(line.verdict == "right" for line in found.lines) >= 8


@pytest.mark.parametrize(
    ("question", "answer", "step", "slip"),
    [
        ("6", PASS, r"= \begin{bmatrix} 3 \\ 2 \end{bmatrix}$$", r"= \begin{bmatrix} 3 \\ 3 \end{bmatrix}$$"),  # noqa: E501
        ("6", PASS, r"\begin{bmatrix} 3 & 2 \end{bmatrix}^\top", r"\begin{bmatrix} 3 & 0 \end{bmatrix}^\top"),  # noqa: E501
        ("6", PASS, r"\begin{bmatrix} 7 \\ 9 \end{bmatrix}$$", r"\begin{bmatrix} 7 \\ 8 \end{bmatrix}$$"),  # noqa: E501
        ("6", PASS, r"\mathrm{ReLU}(z_2) = \begin{bmatrix} 7", r"\mathrm{ReLU}(z_2) = \begin{bmatrix} 0"),  # noqa: E501
        ("6", PASS, "7 + 9 - 1 = 15", "7 + 9 - 1 = 16"),
        ("6", PASS, r"\begin{bmatrix} 3 & 3 \end{bmatrix}", r"\begin{bmatrix} 3 & 4 \end{bmatrix}"),
        ("6", PASS, r"15 - 6 \cdot 2 = 3", r"15 - 6 \cdot 2 = 4"),
        ("6", PASS, r"= \begin{bmatrix} 0 \\ 1/2", r"= \begin{bmatrix} -3/2 \\ 1/2"),
        ("6", PASS, r"= \begin{bmatrix} 1 \\ 3/2", r"= \begin{bmatrix} 1 \\ 1/2"),
        ("6", PASS, r"- 1 = \frac32", r"- 1 = \frac52"),
        ("6 (whole)", PIECES, r"\max(0, \frac12 x + 1) = 0", r"\max(0, \frac12 x + 1) = 1"),
        ("6 (whole)", PIECES, "0 + 1 - 1 = 0", "0 + 1 - 1 = 1"),
        ("6 (whole)", PIECES, "= x + 2,", "= x + 1,"),
        ("6 (whole)", PIECES, r"= \frac12 x + 2$$", r"= \frac12 x + 3$$"),
        ("6 (whole)", PIECES, r"= \frac32 x + 3$. If", r"= \frac32 x + 5$. If"),
        ("6 (whole)", PIECES, "= 6 x + 3$$", "= 6 x + 4$$"),
    ],
)  # fmt: skip
def test_the_wrong_step_is_pointed_at(
    verdict: Verdict, question: str, answer: str, step: str, slip: str
) -> None:
    """It alone, in an answer whose result is right."""
    assert answer.count(step) == 1
    found = verdict(SHEET, question, answer.replace(step, slip))
    assert found.right
    (line,) = wrong_lines(found)
    assert slip.strip("$,. If") in line


def test_a_value_that_was_found_wrongly_is_not_used_against_later_lines(verdict: Verdict) -> None:
    """The second line uses what is right; only the first is wrong."""
    text = r"""At $x = 2$: $z_1 = \begin{bmatrix} 3/2 \\ 1/2 \end{bmatrix} \cdot 2 = \begin{bmatrix} 3 \\ 2 \end{bmatrix}$,
$h_1 = \max(0, z_1) = \begin{bmatrix} 3 \\ 1 \end{bmatrix}$."""  # noqa: E501
    (line,) = wrong_lines(verdict(SHEET, "6", text + MAPS))
    assert line.startswith("z_1")
