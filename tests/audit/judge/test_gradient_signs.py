"""Gradients in all the ways in which people write them, read as one."""

import pytest

from symconv.audit.answer import Line, Piece
from symconv.audit.check import check
from symconv.audit.judge import prepare
from symconv.audit.read.gradient_signs import with_fractions
from symconv.sheets.problem import Problem

PROBLEM = Problem("1", 2, "squared_norm_gradients", {"rows": "m", "columns": "n"})
DESK = prepare(PROBLEM)


def written(text: str, *taken: str) -> str:
    """Return what becomes of a formula."""
    piece = Piece("math", text, "a.md", (Line(1, 0, text),))
    return with_fractions(piece, taken).text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (r"\nabla_W f", r"\frac{\partial f}{\partial W}"),
        (r"\nabla_{\theta} L = 1", r"\frac{\partial L}{\partial \theta} = 1"),
        (r"\nabla f(w)", r"\frac{\partial f}{\partial w}"),
        (r"\nabla_x f(W, x)", r"\frac{\partial f}{\partial x}"),
        (r"\partial_{x_j} f", r"\frac{\partial f}{\partial x_j}"),
        (r"D_x f", r"\frac{\partial f}{\partial x}"),
        (r"dV/dF", r"\frac{\partial V}{\partial F}"),
        (r"\partial E/\partial X_{0,1}", r"\frac{\partial E}{\partial X_{0,1}}"),
        (r"\frac{\partial f(W, x)}{\partial W}", r"\frac{\partial f}{\partial W}"),
        (r"\nabla_x \lVert x \rVert^2", r"\frac{\partial}{\partial x} \lVert x \rVert^2"),
        (r"2 d / k", r"2 d / k"),
        (r"d \cdot D_k", r"d \cdot D_k"),
    ],
)
def test_gradients_become_fractions(text: str, read: str) -> None:
    """What is no gradient stays."""
    assert written(text) == read


def test_letters_of_the_question_stay() -> None:
    """Where d and D are declared, they are no signs of a derivative."""
    assert written("dL/dK", "d") == "dL/dK"
    assert written("D_W f", "D") == "D_W f"


def test_places_stay() -> None:
    """A character that was written out knows where it comes from."""
    text = r"a = \nabla_W f + b"
    piece = with_fractions(Piece("math", text, "a.md", (Line(7, 3, f"$$ {text}"),)))
    at = piece.text.index("+ b")
    assert piece.at(at, at + 3).column == 3 + text.index("+ b") + 1


@pytest.mark.parametrize(
    ("by_matrix", "by_vector"),
    [
        (r"\nabla_W f", r"\nabla_x f"),
        (r"\nabla f(W)", r"\nabla f(x)"),
        (r"\partial_W f", r"\partial_x f"),
        (r"D_W f", r"D_x f"),
        ("df/dW", "df/dx"),
        (r"\partial f / \partial W", r"\partial f/\partial x"),
        (r"\nabla_W \lVert W x \rVert^2", r"\nabla_x \lVert W x \rVert^2"),
        (r"\frac{\partial f(W, x)}{\partial W}", r"\frac{\partial f(W, x)}{\partial x}"),
    ],
)
def test_gradients_are_judged(by_matrix: str, by_vector: str) -> None:
    """Right ones are right, and one that lost its transpose is wrong."""
    first = rf"$${by_matrix} = 2 W x x^\top$$"
    assert check(rf"{first} $${by_vector} = 2 W^\top W x$$", PROBLEM, desk=DESK).right
    assert check(rf"{first} $${by_vector} = 2 W W x$$", PROBLEM, desk=DESK).verdict == "wrong"


def test_words_say_by_what() -> None:
    """The variable may stand in a sentence."""
    text = r"Gradient by $W$: $2 W x x^\top$. Gradient by $x$: ${}$."
    assert check(text.replace("{}", r"2 W^\top W x"), PROBLEM, desk=DESK).right
    assert check(text.replace("{}", r"W^\top W x"), PROBLEM, desk=DESK).verdict == "wrong"
