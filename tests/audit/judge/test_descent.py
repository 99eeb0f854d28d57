r"""Answers about descent on X w = y, and the exact instances in which they are tried."""

import numpy as np
import pytest

from symconv.audit.check import check
from symconv.audit.judge import prepare
from symconv.audit.judge.descent.words import is_limit, solves
from symconv.audit.judge.descent.worlds import TABLE, standing, started_anywhere
from symconv.latex.reader import read_one
from symconv.sheets.problem import Problem

PROBLEM = Problem("1", 3, "descent_finds_minimum_norm", {})
DESK = prepare(PROBLEM)
LIMIT = r"w_{\mathrm{gd}}"


def array(value: object) -> np.ndarray:
    """Return exact values as floats."""
    return np.array(value, dtype=float)


@pytest.mark.parametrize("worlds", [standing, started_anywhere])
def test_the_instances_are_what_descent_finds(worlds: object) -> None:
    """Descent in floating point, from the instance's start, ends at the instance's limit."""
    for world in worlds():  # type: ignore[operator]
        x, y = array(world.values["X"]), array(world.values["y"])
        w = array(world.values[r"w_{\mathrm{start}}"])
        step = 0.9 / np.linalg.norm(x, 2) ** 2
        for _ in range(20_000):
            w = w - 2 * step * x.T @ (x @ w - y)
        assert np.allclose(w, array(world.values[LIMIT]))


@pytest.mark.parametrize(
    ("answer", "verdict", "cause"),
    [
        (r"$x^* = A^\top (A A^\top)^{-1} b$", "right", ""),
        (r"$\hat w = X^{\dagger} y$ is the limit.", "right", ""),
        (r"$X k = 0 \Rightarrow \|w_{gd} + c k\|^2 = \|w_{gd}\|^2 + c^2 \|k\|^2$", "right", ""),
        (r"$X k = 1 \Rightarrow \|w_{gd} + c k\|^2 = \|w_{gd}\|^2 + c^2 \|k\|^2$", "person", ""),
        (r"$$\|w^*\| \le \|v\|$$ for every solution $v$", "right", ""),
        (r"$$w_{t+1} = w_t - 2 \eta X^\top (X w_t - y)$$", "incomplete", ""),
        (r"$$\hat w = (X^T X)^{-1} X^T y$$", "wrong", "overdetermined-formula"),
        (r"$$w^* = X (X X^\top)^{-1} y$$", "wrong", "transpose-lost"),
        (r"$$w_{t+1} = w_t + 2 \eta X^\top (X w_t - y)$$", "wrong", "sign"),
        (r"$$0 < \eta < \frac{2}{\lambda_{\max}(X X^\top)}$$", "wrong", "factor-two"),
        (r"$$X w^* = y \Rightarrow \|w^*\|^2 \le \|v\|^2$$", "wrong", "hypothesis-missing"),
        (r"$$\|w^*\|^2 \le \|v\|^2$$", "wrong", "hypothesis-missing"),
        (r"$X w^* = y$. $$\|w^*\|^2 \le \|v\|^2$$", "wrong", "hypothesis-missing"),
        (r"$$\|w^* + k\|^2 = \|w^*\|^2 + \|k\|^2$$", "wrong", "hypothesis-missing"),
        (r"$$X k = y \Rightarrow \|w^* + k\|^2 = \|w^*\|^2 + \|k\|^2$$", "wrong", "sign"),
        (r"$$X w = y \wedge X v = y \Rightarrow v = w$$", "wrong", ""),
        (r"$$X w = y \wedge X v = y \Rightarrow \|w\| \le \|v\|$$", "person", ""),
        (r"$$X v = y$$ $$\|w^*\|^2 \le \|v\|^2$$", "right", ""),
        (r"$$X k = 0 \Rightarrow v = w^* + c k$$", "right", ""),
        (r"$$\forall w_0 \in \mathbb{R}^d : w_\infty = X^+ y$$", "wrong", "hypothesis-missing"),
        (r"$$w^* = e^{X} y$$", "person", ""),
        (r"It is the one of smallest norm.", "person", ""),
    ],
)
def test_answers(answer: str, verdict: str, cause: str) -> None:
    """The limit, steps, the size of a step, lengths, and what is left to a person."""
    found = check(answer, PROBLEM, desk=DESK)
    assert found.verdict == verdict, found.summary
    assert (found.cause.name if found.cause else "").split("|")[0] == cause


@pytest.mark.parametrize(
    "answer",
    [
        r"$L = \|w\|^2 + \lambda^\top (y - X w)$, so $2 w - X^\top \lambda = 0$, "
        r"$$\lambda = 2 (X X^\top)^{-1} y$$ $$w = X^\top (X X^\top)^{-1} y$$",
        r"Let $X u = 0$. Then $$u^\top w^* = 0$$ $$\|w^* + u\|^2 = \|w^*\|^2 + \|u\|^2$$",
        r"All solutions are $w = w^* + z$ with $z$ in the null space of $X$.",
        r"$X v = y$, $u = v - w^*$: $X u = 0$, $u^\top w^* = 0$, $$\|v\|^2 = \|w^* + u\|^2 = \|w^*\|^2 + \|u\|^2$$",  # noqa: E501
        r"$$X w^* = y,\; X v = y \implies X (v - w^*) = 0$$ $$\|v\|^2 = \|w^*\|^2 + \|v-w^*\|^2$$",
        r"$$w^* = X^T a, \quad X X^T a = y$$ $$w^* = X^T (X X^T)^{-1} y$$",
    ],
)
def test_right_arguments_in_their_own_letters(answer: str) -> None:
    """Multipliers, vectors of the null space, another solution: no line of them is wrong."""
    found = check(answer, PROBLEM, desk=DESK)
    assert found.right, found.summary
    assert not [line for line in found.lines if line.verdict == "wrong"]


@pytest.mark.parametrize(
    ("formula", "limit", "solution"),
    [
        (r"X^{\top} (X X^{\top})^{-1} y", True, True),
        (r"2 X^{\top} (2 X X^{\top})^{-1} y", True, True),
        (r"X_{\mathrm{pinv}} y + (I - X_{\mathrm{pinv}} X) z", False, True),
        (r"X_{\mathrm{pinv}} y + 3 k", False, True),
        (r"X_{\mathrm{pinv}} y + z", False, False),
        (r"2 X^{\top} (X X^{\top})^{-1} y", False, False),
        (r"X^{\top} X X^{\top} y", False, False),
        (r"(X^{\top} X)^{-1} X^{\top} y", False, False),
    ],
)
def test_only_what_is_true_is_proved(formula: str, limit: bool, solution: bool) -> None:
    """The proofs alone, without the instances that are tried before them."""
    tree = read_one(formula, TABLE).statement
    assert (is_limit(tree), solves(tree)) == (limit, solution)  # type: ignore[arg-type]


def test_a_supposition_is_no_mistake() -> None:
    """What a proof by contradiction supposes may be false."""
    answer = (
        r"Suppose $\|v\| < \|w^*\|$ for a solution. But $$\|v\|^2 = \|w^*\|^2 + \|v - w^*\|^2$$"
    )
    found = check(answer, PROBLEM, desk=DESK)
    assert found.right
    assert not [line for line in found.lines if line.verdict == "wrong"]


def test_a_wrong_line_is_pointed_at_where_the_result_is_right() -> None:
    """The gradient has lost its factor 2; the limit is right."""
    answer = r"$$\nabla f(w) = X^\top (X w - y)$$ $$w^* = X^\top (X X^\top)^{-1} y$$"
    found = check(answer, PROBLEM, desk=DESK)
    assert found.right
    assert len([line for line in found.lines if line.verdict == "wrong"]) == 1
