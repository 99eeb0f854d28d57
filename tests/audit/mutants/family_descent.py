"""Wrong and right statements about descent on X w = y: the limit, the solutions, their lengths."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared import Family, Mutant, Rewriting, display

DESCENT, SOLUTIONS = "descent_finds_minimum_norm", "least_squares_solutions"
LIMITS = (r"w^*", r"w_{\mathrm{gd}}", r"\hat w", r"w_\infty", r"\lim_{t \to \infty} w_t")
LETTERS = (("X", "w", "y"), ("A", "x", "b"))
WRONG_LIMITS = (
    ("overdetermined-formula", r"(X^\top X)^{-1} X^\top y"), ("inverse-forgotten", r"X^\top X X^\top y"),  # noqa: E501
    ("inverse-forgotten", r"X^\top (X X^\top) y"), ("factor-missing", r"X^\top y"), ("order-of-inverse", r"X^\top (X^\top X)^{-1} y"),  # noqa: E501
    ("transpose-lost", r"X (X X^\top)^{-1} y"), ("sign", r"-X^\top (X X^\top)^{-1} y"), ("factor-two", r"2 X^\top (X X^\top)^{-1} y"),  # noqa: E501
    ("factor-two", r"\frac{1}{2} X^\top (X X^\top)^{-1} y"), ("factors-reordered", r"(X X^\top)^{-1} X^\top y"),  # noqa: E501
    ("factor-missing", r"(X X^\top)^{-1} y"), ("inverse-of-rectangle", "X^{-1} y"), ("transpose-lost", r"X^\top (X X)^{-1} y"),  # noqa: E501
    ("", r"X^\top (X X^\top)^{-1} y + X^\top y"), ("factors-reordered", r"X^\top y (X X^\top)^{-1}"),  # noqa: E501
)  # fmt: skip
WRONG_GENERAL = (
    ("complement-forgotten", "v = X^+ y + X^+ X z"), ("complement-forgotten", "v = w^* + z"), ("sign", "v = X^+ y + (I + X^+ X) z"),  # noqa: E501
    ("complement-forgotten", "v = X^+ y + z"), ("term-missing", "v = (I - X^+ X) z"), ("factors-reordered", "v = X^+ y + (I - X X^+) z"),  # noqa: E501
    ("sign", "v = -X^+ y + (I - X^+ X) z"), ("factor-two", "v = 2 X^+ y + (I - X^+ X) z"), ("transpose-lost", r"v = X (X X^\top)^{-1} y + (I - X^\top (X X^\top)^{-1} X) z"),  # noqa: E501
)  # fmt: skip
WRONG_NORMS = (
    ("sign", r"\lVert v \rVert^2 = \lVert w^* \rVert^2 - \lVert v - w^* \rVert^2"),
    ("square-forgotten", r"\lVert v \rVert^2 = \lVert w^* \rVert + \lVert v - w^* \rVert"),
    ("cross-term-kept", r"\lVert v \rVert^2 = \lVert w^* \rVert^2 + 2 (w^*)^\top v + \lVert v - w^* \rVert^2"),  # noqa: E501
    ("sign", r"X v = y \wedge X w^* = y \Rightarrow \lVert w^* \rVert^2 - \lVert v - w^* \rVert^2 = \lVert v \rVert^2"),  # noqa: E501
    ("strictness", r"X v = y \wedge X w^* = y \Rightarrow \lVert w^* \rVert < \lVert v \rVert"),
    ("term-missing", r"X v = y \wedge X w^* = y \Rightarrow (w^*)^\top v = 0"),
    ("inequality-reversed", r"\lVert w^* \rVert \ge \lVert v \rVert"),
    ("inequality-reversed", r"\lVert w^* \rVert^2 \ge \lVert v \rVert^2"),
    ("hypothesis-missing", r"X w^* = y \Rightarrow \lVert w^* \rVert^2 \le \lVert v \rVert^2"),
    ("hypothesis-missing", r"X v = y \Rightarrow \lVert v \rVert^2 = \lVert w^* \rVert^2 + \lVert v - w^* \rVert^2"),  # noqa: E501
    ("hypothesis-missing", r"\lVert v \rVert \ge \lVert w^* \rVert"),
    ("hypothesis-missing", r"\|v\|^2 = \|w^*\|^2 + \|v - w^*\|^2"),
    ("term-missing", r"\lVert v \rVert^2 = \lVert w^* \rVert^2"),
    ("sign", r"\lVert v \rVert^2 = \lVert w^* \rVert^2 + \lVert v + w^* \rVert^2"),
    ("factor-two", r"\lVert v \rVert^2 = 2 \lVert w^* \rVert^2 + 2 \lVert v - w^* \rVert^2"),
)  # fmt: skip
WRONG_STEPS = (
    ("factor-two", r"w_{t+1} = w_t - \eta X^\top (X w_t - y)"), ("sign", r"w_{t+1} = w_t + 2 \eta X^\top (X w_t - y)"),  # noqa: E501
    ("transpose-lost", r"w_{t+1} = w_t - 2 \eta X (X w_t - y)"), ("sign", r"w_{t+1} = w_t - 2 \eta X^\top (X w_t + y)"),  # noqa: E501
    ("factor-missing", r"w_{t+1} = w_t - 2 X^\top (X w_t - y)"), ("factor-two", r"\nabla f(w) = X^\top (X w - y)"),  # noqa: E501
    ("sign", r"\nabla f(w) = 2 X^\top (y - X w)"), ("transpose-lost", r"\nabla f(w) = 2 X (X w - y)"),  # noqa: E501
    ("term-missing", r"\nabla f(w) = 2 X^\top X w"), ("factor-missing", r"\nabla f(w) = 2 (X w - y)"),  # noqa: E501
    ("factor-two", r"0 < \eta < \frac{2}{\lambda_{\max}(X X^\top)}"), ("smallest-for-largest", r"0 < \eta < \frac{1}{\lambda_{\min}(X X^\top)}"),  # noqa: E501
    ("reciprocal", r"0 < \eta < \lambda_{\max}(X X^\top)"),
)  # fmt: skip
WRONG_LINES = (
    ("square-forgotten", r"X k = 0 \Rightarrow \lVert w^* + c k \rVert^2 = \lVert w^* \rVert^2 + c \lVert k \rVert^2"),  # noqa: E501
    ("sign", r"X k = 0 \Rightarrow \lVert w^* + c k \rVert^2 = \lVert w^* \rVert^2 - c^2 \lVert k \rVert^2"),  # noqa: E501
    ("hypothesis-missing", r"X w^* = y \Rightarrow \lVert w^* + c k \rVert^2 = \lVert w^* \rVert^2 + c^2 \lVert k \rVert^2"),  # noqa: E501
    ("square-forgotten", r"X k = 0 \Rightarrow \lVert w^* + c k \rVert = \lVert w^* \rVert + c \lVert k \rVert"),  # noqa: E501
    ("term-missing", r"X k = 0 \Rightarrow \lVert w^* + c k \rVert^2 = \lVert w^* \rVert^2"),
    ("factor-missing", r"X k = 0 \Rightarrow \lVert w^* + c k \rVert^2 = \lVert w^* \rVert^2 + \lVert k \rVert^2"),  # noqa: E501
    ("hypothesis-missing", "v = w^* + c k"), ("hypothesis-missing", r"\lVert w^* + k \rVert^2 = \lVert w^* \rVert^2 + \lVert k \rVert^2"),  # noqa: E501
    ("factor-two", r"X k = 0 \Rightarrow \lVert w^* + k \rVert^2 = 2 \lVert w^* \rVert^2 + 2 \lVert k \rVert^2"),  # noqa: E501
)  # fmt: skip
ALSO = {
    "factor-two": {"factor-missing"},
    "factors-reordered": {"transpose-moved", "order-of-inverse"},
    "inverse-forgotten": {"factors-reordered"},
    "factor-missing": {"square-forgotten", "factor-two", "term-missing"},
    "sign": {"term-missing"},
    "transpose-lost": {"factors-reordered"},
    "square-forgotten": {"factor-missing"},
    "complement-forgotten": {"factor-missing", "term-missing", "sign"},
}


def renamed(text: str, letters: tuple[str, str, str]) -> str:
    """Write a statement in other letters for the matrix, the unknowns and the right side."""
    if letters[0] == "X":
        return text
    table = dict(zip("Xwy", letters, strict=True))
    return re.sub(r"\\[A-Za-z]+|[A-Za-z]", lambda token: table.get(token[0], token[0]), text)


def _mutants(theorem: str, rows: tuple[tuple[str, str], ...]) -> Iterator[Mutant]:
    for name, statement in rows:
        names = frozenset({name, *ALSO.get(name, ())}) if name else frozenset()
        for letters in (
            LETTERS if r"\lambda" not in statement and r"\nabla" not in statement else LETTERS[:1]
        ):
            answer = display(renamed(statement, letters))
            yield Mutant(theorem, {}, name or "none", names, answer)


def wrong_descent() -> Iterator[Mutant]:
    """The limit, steps, and lengths; a start that is none of the row space."""
    limits = tuple(
        (name, f"{LIMITS[i % 4]} = {formula}") for i, (name, formula) in enumerate(WRONG_LIMITS)
    )
    yield from _mutants(DESCENT, limits)
    yield from _mutants(DESCENT, WRONG_NORMS)
    yield from _mutants(DESCENT, WRONG_STEPS)
    anywhere = r"\forall w_0 \in \mathbb{R}^d : w_\infty = X^+ y"
    missing = frozenset({"hypothesis-missing"})
    yield Mutant(DESCENT, {}, "start", missing, display(anywhere))
    yield Mutant(DESCENT, {}, "start", missing, display(r"w_\infty = X^+ y + w_0"))


def wrong_solutions() -> Iterator[Mutant]:
    """The solutions, the line of them, and the one that descent takes."""
    yield from _mutants(SOLUTIONS, WRONG_GENERAL)
    yield from _mutants(SOLUTIONS, WRONG_LINES)
    limits = tuple((name, f"w^* = {formula}") for name, formula in WRONG_LIMITS)
    yield from _mutants(SOLUTIONS, limits)


FORMULAS = (
    r"X^\top (X X^\top)^{-1} y", "X^+ y", r"X^{\dagger} y", r"X^T (X X^T)^{-1} y", r"(y^\top (X X^\top)^{-1} X)^\top",  # noqa: E501
    r"X^\top \left(X X^\top\right)^{-1} y", r"2 X^\top (2 X X^\top)^{-1} y",
)  # fmt: skip
RIGHT_NORMS = (
    r"X w^* = y \wedge X v = y \Rightarrow \lVert w^* \rVert^2 \le \lVert v \rVert^2",
    r"X v = y \wedge X w^* = y \Rightarrow \lVert w^* \rVert \le \lVert v \rVert",
)
RIGHT_OF_SOLUTIONS = (
    r"\lVert w^* \rVert \le \lVert v \rVert",
    r"\|v\|^2 = \|w^*\|^2 + \|v - w^*\|^2",
    r"\|v\|^2 = \|w^* + (v - w^*)\|^2 = \|w^*\|^2 + \|v - w^*\|^2 \ge \|w^*\|^2",
    r"\lVert v \rVert^2 - \lVert w^* \rVert^2 = \lVert v - w^* \rVert^2",
    r"\lVert v \rVert \ge \lVert w^* \rVert",
)
INTRODUCED = ("For every solution $v$:\n", "$X v = y$.\n", "Let $v$ satisfy the equations.\n")
RIGHT_SOLUTIONS = (
    "v = X^+ y + (I - X^+ X) z",
    r"v = X^\top (X X^\top)^{-1} y + (I - X^\top (X X^\top)^{-1} X) z",
    "v = w^* + (I - X^+ X) z",
    r"X k = 0 \Rightarrow v = w^* + c k",
    r"X k = 0 \Rightarrow \lVert w^* + c k \rVert^2 = \lVert w^* \rVert^2 + c^2 \lVert k \rVert^2",
    r"X k = 0 \Rightarrow \lVert w^* + k \rVert^2 = \lVert w^* \rVert^2 + \lVert k \rVert^2",
)
ARGUMENT = r"""
The gradient is $$\nabla f(w) = 2 X^\top (X w - y)$$ so that
$$w_{t+1} = w_t - 2 \eta X^\top (X w_t - y)$$
and, from $w_0 = 0$, every iterate is $w_t = X^\top a_t$. For $0 < \eta < \frac{1}{\lambda_{\max}}$ it converges, to
$$\boxed{w^* = X^\top (X X^\top)^{-1} y}$$
For any other solution $v$: $$\|v\|^2 = \|w^*\|^2 + \|v - w^*\|^2 \ge \|w^*\|^2$$
"""  # noqa: E501


def right_descent() -> Iterator[Rewriting]:
    """The limit in all spellings, and why it is the shortest."""
    for limit in LIMITS:
        for formula in FORMULAS[: 2 if limit != LIMITS[0] else None]:
            yield Rewriting(DESCENT, {}, f"{limit} {formula}", display(f"{limit} = {formula}"))
    for letters in LETTERS:
        for formula in FORMULAS:
            text = renamed(f"w^* = {formula}", letters)
            yield Rewriting(DESCENT, {}, text, display(rf"\boxed{{{text}}}"))
        for statement in RIGHT_NORMS:
            yield Rewriting(DESCENT, {}, statement, display(renamed(statement, letters)))
        for i, statement in enumerate(RIGHT_OF_SOLUTIONS):
            text = renamed(INTRODUCED[i % 3], letters) if i % 3 == 1 else INTRODUCED[i % 3]
            text += display(renamed(statement, letters))
            yield Rewriting(DESCENT, {}, f"introduced: {statement}", text)
    yield Rewriting(DESCENT, {}, "argument", ARGUMENT)


def right_solutions() -> Iterator[Rewriting]:
    """All solutions, their lengths, and the one that descent takes."""
    for letters in LETTERS:
        for statement in RIGHT_SOLUTIONS:
            yield Rewriting(SOLUTIONS, {}, statement, display(renamed(statement, letters)))
        text = renamed("w^* = X^+ y", letters)
        yield Rewriting(SOLUTIONS, {}, text, display(text))


FAMILIES = {
    DESCENT: Family(wrong_descent, right_descent),
    SOLUTIONS: Family(wrong_solutions, right_solutions),
}
