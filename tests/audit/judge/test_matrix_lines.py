r"""Lines of a derivation with matrices and derivatives: the wrong one is pointed at, no other."""

import pytest

from symconv.audit.check import check
from symconv.audit.judge import prepare
from symconv.sheets.problem import Problem

IN_LETTERS = Problem("1", 2, "squared_norm_gradients", {"rows": "m", "columns": "n"})
IN_NUMBERS = Problem("1", 2, "squared_norm_gradients", {"W": [[1, 5], [-3, 8]], "x": [2, 4]})
DESKS = {id(p): prepare(p) for p in (IN_LETTERS, IN_NUMBERS)}
LETTERS = (
    "y = W x",
    r"f = \lVert y \rVert^2 = y^\top y",
    r"\frac{\partial f}{\partial y} = 2 y",
    r"\frac{\partial f}{\partial x_j} = \sum_i \frac{\partial f}{\partial y_i} W_{ij} = \sum_i 2 y_i W_{ij}",  # noqa: E501
    r"\frac{\partial y_i}{\partial x_j} = W_{ij}",
    r"\frac{\partial f}{\partial W_{ij}} = \frac{\partial f}{\partial y_i} x_j = 2 y_i x_j",
    r"f = x^\top W^\top W x",
    r"\frac{\partial f}{\partial W} = 2 y x^\top = 2 W x x^\top",
    r"\frac{\partial f}{\partial x} = 2 W^\top y = 2 W^\top W x",
)
NUMBERS = (
    r"y = W x = \begin{bmatrix} 1 & 5 \\ -3 & 8\end{bmatrix}\begin{bmatrix} 2\\4\end{bmatrix} = \begin{bmatrix} 22 \\ 26 \end{bmatrix}",  # noqa: E501
    "f = y_1^2 + y_2^2 = 22^2 + 26^2 = 1160",
    r"\frac{\partial f}{\partial y} = 2 y = \begin{bmatrix} 44 \\ 52 \end{bmatrix}",
    r"\frac{\partial f}{\partial W_{11}} = 2 \cdot 22 \cdot 2 = 88",
    r"\frac{\partial f}{\partial W} = \begin{bmatrix} 44 \\ 52 \end{bmatrix}\begin{bmatrix} 2 & 4\end{bmatrix} = \begin{bmatrix} 88 & 176 \\ 104 & 208 \end{bmatrix}",  # noqa: E501
    r"\frac{\partial f}{\partial x} = W^\top \begin{bmatrix} 44 \\ 52 \end{bmatrix} = \begin{bmatrix} -112 \\ 636 \end{bmatrix}",  # noqa: E501
)


def judged(problem: Problem, rows: tuple[str, ...]) -> tuple[bool, list[str]]:
    """Return whether an answer is right, and its wrong lines."""
    found = check("\n".join(f"$${row}$$" for row in rows), problem, desk=DESKS[id(problem)])
    return found.right, [line.snippet for line in found.lines if line.verdict == "wrong"]


@pytest.mark.parametrize(
    ("problem", "rows"),
    [(IN_LETTERS, LETTERS), (IN_NUMBERS, NUMBERS)],
    ids=["letters", "numbers"],
)
def test_right_derivations(problem: Problem, rows: tuple[str, ...]) -> None:
    """Also with elements that are counted from 1, and sums without a range."""
    assert judged(problem, rows) == (True, [])


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (2, r"\frac{\partial f}{\partial y} = y"),
        (4, r"\frac{\partial y_i}{\partial x_j} = W_{ji}"),
        (5, r"\frac{\partial f}{\partial W_{ij}} = \frac{\partial f}{\partial y_i} x_j = 2 y_j x_i"),  # noqa: E501
        (5, r"\frac{\partial f}{\partial W_{ij}} = \frac{\partial f}{\partial y_j} x_i = 2 y_i x_j"),  # noqa: E501
        (6, r"f = x^\top W W^\top x"),
        (7, r"\frac{\partial f}{\partial W} = 2 x y^\top = 2 W x x^\top"),
        (8, r"\frac{\partial f}{\partial x} = 2 W y = 2 W^\top W x"),
    ],
)  # fmt: skip
def test_one_wrong_line_in_letters(row: int, wrong: str) -> None:
    """The result stays right; exactly the planted line is wrong."""
    rows = (*LETTERS[:row], wrong, *LETTERS[row + 1 :])
    right, lines = judged(IN_LETTERS, rows)
    assert right
    assert lines == [wrong]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"= \begin{bmatrix} 22 \\ 26", r"= \begin{bmatrix} 22 \\ 27"),
        ("26^2 = 1160", "26^2 = 1161"),
        ("y_1^2 + y_2^2", "y_1^2 - y_2^2"),
        (r"2 y = \begin{bmatrix} 44 \\ 52", r"2 y = \begin{bmatrix} 22 \\ 26"),
        (r"2 \cdot 22 \cdot 2 = 88", r"2 \cdot 22 \cdot 4 = 176"),
        (r"\begin{bmatrix} 2 & 4\end{bmatrix} =", r"\begin{bmatrix} 4 & 2\end{bmatrix} ="),
        (r"W^\top \begin", r"W \begin"),
    ],
)
def test_one_wrong_line_in_numbers(old: str, new: str) -> None:
    """A slip, a factor, a sign, an exchange, a transpose."""
    (at,) = [i for i, row in enumerate(NUMBERS) if old in row]
    rows = (*NUMBERS[:at], NUMBERS[at].replace(old, new), *NUMBERS[at + 1 :])
    right, lines = judged(IN_NUMBERS, rows)
    assert right
    assert lines == [rows[at]]


@pytest.mark.parametrize(
    "row",
    [
        r"\frac{\partial y}{\partial x} = W",
        r"\frac{\partial y}{\partial x} = W^\top",
        r"\frac{\partial f}{\partial y} = 2 y^\top",
        r"\frac{\partial f}{\partial x} = \frac{\partial f}{\partial y} \frac{\partial y}{\partial x}",  # noqa: E501
    ],
)
def test_other_layouts_of_jacobians_are_no_mistake(row: str) -> None:
    """Texts differ in how they lay out a derivative of a vector by a vector."""
    assert judged(IN_LETTERS, (row, *LETTERS)) == (True, [])


@pytest.mark.parametrize(
    ("by_matrix", "by_vector", "verdict"),
    [
        (r"_{ij}} = 2 y_i x_j", r"_j} = 2 \sum_i W_{ij} y_i", "right"),
        (r"_{kl}} = 2 (W x)_k x_l", r"_l} = 2 \sum_k W_{kl} (W x)_k", "right"),
        (r"_{a,b}} = 2 y_a x_b", r"_b} = 2 \sum_{a=1}^{m} y_a W_{a, b}", "right"),
        (r"_{ij}} = 2 y_i x_j", r"_j} = \sum_i \frac{\partial f}{\partial y_i} W_{ij}", "right"),
        (r"_{ij}} = 2 y_j x_i", r"_j} = 2 \sum_i W_{ij} y_i", "wrong"),
        (r"_{ij}} = y_i x_j", r"_j} = 2 \sum_i W_{ij} y_i", "wrong"),
        (r"_{ij}} = 2 y_i x_j", r"_j} = 2 W_{ij} y_i", "wrong"),
    ],
)
def test_gradients_by_their_elements(by_matrix: str, by_vector: str, verdict: str) -> None:
    """A formula for every element says what the whole gradient is, in any letters."""
    slope = r"\frac{\partial f}{\partial "
    answer = f"$${slope}W{by_matrix}$$ $${slope}x{by_vector}$$"
    assert check(answer, IN_LETTERS, desk=DESKS[id(IN_LETTERS)]).verdict == verdict
