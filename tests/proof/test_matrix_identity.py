"""Words in matrices: what is shown, what must not be, and random lines against random matrices."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, size, statement
from symconv.proof.context import Context, Definition, Tensor
from symconv.proof.matrix_identity import decide
from symconv.proof.verdict import Proved

TABLE = SymbolTable.of(
    scalars("n d", Domain.POSITIVE),
    tensors("X A B", rank=2),
    tensors("w v h k a y u g z", rank=1),
    scalars(r"\eta c \lambda"),
)


def context() -> Context:
    shapes = {"X": ("n", "d"), "A": ("n", "n"), "B": ("n", "n")}
    shapes |= dict.fromkeys("wvhk", ("d",)) | dict.fromkeys("ayu", ("n",))
    made: dict[object, Definition] = {
        name(x): Tensor(tuple(size(s, TABLE) for s in sizes)) for x, sizes in shapes.items()
    }
    defined = define(r"g := X^{\top} a", "", TABLE)
    return Context(TABLE, {**made, defined.name: defined.definition})  # type: ignore[dict-item]


def shown(line: str) -> bool:
    return isinstance(decide(statement(line, TABLE), context()), Proved)


TRUE = [
    r"\lVert X (w + h) - y \rVert^{2} = \lVert X w - y \rVert^{2} "
    r"+ 2 \left(X^{\top} \left(X w - y\right)\right)^{\top} h + \lVert X h \rVert^{2}",
    r"X \left(w - 2 \eta X^{\top} \left(X w - y\right)\right) - y "
    r"= \left(X w - y\right) - 2 \eta X X^{\top} \left(X w - y\right)",
    r"\left(A B\right)^{\top} = B^{\top} A^{\top}",
    r"A^{3} u = A \left(A A u\right)",
    r"u^{\top} A y = y^{\top} A^{\top} u",
    r"A u = \lambda u \Rightarrow A^{2} u = \lambda^{2} u",
    r"X v = y \wedge X g = y \Rightarrow \lVert v \rVert^{2} = \lVert g \rVert^{2} "
    r"+ \lVert v - g \rVert^{2}",
    r"X v = y \wedge X g = y \Rightarrow \lVert g \rVert^{2} \le \lVert g \rVert^{2} "
    r"+ \lVert v - g \rVert^{2} = \lVert v \rVert^{2}",
    r"X k = 0 \Rightarrow \lVert g + c k \rVert^{2} "
    r"= \lVert g \rVert^{2} + c^{2} \lVert k \rVert^{2}",
    r"X^{\top} u = 0 \Rightarrow u^{\top} X v = 0",
    r"u^{\top} u = 1 \Rightarrow u u^{\top} u = u",
    r"0 \le \lVert v \rVert^{2}",
]
FALSE = [
    r"A B = B A",
    r"A^{\top} = A",
    r"X \left(w - 2 \eta X^{\top} \left(X w - y\right)\right) - y "
    r"= \left(X w - y\right) - \eta X X^{\top} \left(X w - y\right)",
    r"\lVert X (w + h) - y \rVert^{2} = \lVert X w - y \rVert^{2} "
    r"+ \left(X^{\top} \left(X w - y\right)\right)^{\top} h + \lVert X h \rVert^{2}",
    r"\lVert v \rVert^{2} = \lVert g \rVert^{2} + \lVert v - g \rVert^{2}",
    r"X v = y \Rightarrow \lVert v \rVert^{2} = \lVert g \rVert^{2} + \lVert v - g \rVert^{2}",
    r"X v = y \wedge X w = y \Rightarrow v = w",
    r"X v = y \wedge X g = y \Rightarrow \lVert v \rVert^{2} \le \lVert g \rVert^{2}",
    r"A u = \lambda u \Rightarrow A^{\top} u = \lambda u",
    r"X k = 0 \Rightarrow k = 0",
    r"u^{\top} A y = y^{\top} A u",
    r"\lVert v \rVert^{2} \le 0",
    r"v < v",
    r"v \ne v",
    r"w \ge v",
    r"X \le X + X",
    r"X w = X^{\top} w",
    "A w = A w",
    "X u = X u",
    r"w + u = u + w",
    r"X w - X w = v - v",
    r"\lVert X \rVert^{2} = 0 \Rightarrow X = 0",
    r"c v = v \Rightarrow c = 1",
    r"z = z",
    "0 = 1",
]


@pytest.mark.parametrize("line", TRUE)
def test_true_lines_are_shown(line: str) -> None:
    """For all sizes, with premises as rules."""
    assert shown(line)


@pytest.mark.parametrize("line", FALSE)
def test_other_lines_are_not_shown(line: str) -> None:
    """Slips, premises that are missing, sizes that do not fit, relations that are not decided."""
    assert not shown(line)


FACTORS = {"A": "nn", "B": "nn", r"A^{\top}": "nn", "X": "nd", r"X^{\top}": "dn"}


def word(draw: random.Random, rows: str) -> str:
    """A random product that is a vector of n or d entries."""
    found, at = [], rows
    for _ in range(draw.randint(0, 3)):
        choice = draw.choice([f for f, sizes in FACTORS.items() if sizes[0] == at])
        found.append(choice)
        at = FACTORS[choice][1]
    return " ".join([*found, draw.choice("ayu" if at == "n" else "wvk")])


def value(line: str, arrays: dict[str, np.ndarray]) -> np.ndarray:
    """The value of a sum of words with whole coefficients."""
    total = 0
    for term in line.split(" + "):
        coefficient, product = term.split(r" \cdot ")
        result: np.ndarray | None = None
        for factor in reversed(product.split(" ")):
            turned = factor.endswith(r"^{\top}")
            matrix = arrays[factor[0]].T if turned else arrays[factor[0]]
            result = matrix if result is None else matrix @ result
        total = total + int(coefficient) * result
    return total


@given(st.integers(0, 10**6))
def test_no_random_line_is_shown_that_random_matrices_contradict(seed: int) -> None:
    """Sums of words, with y = X v as a premise in half of the lines."""
    draw = random.Random(seed)
    rows = draw.choice("nd")
    sides = [
        " + ".join(rf"{draw.randint(1, 2)} \cdot {word(draw, rows)}" for _ in range(2))
        for _ in range(2)
    ]
    if draw.random() < 0.5:
        sides[1] = " + ".join(reversed(sides[0].split(" + ")))
    premise = draw.random() < 0.5
    if premise and draw.random() < 0.5:
        sides[1] = sides[0].replace("X v", "y")
    line = (r"X v = y \Rightarrow " if premise else "") + " = ".join(sides)
    numbers = np.random.default_rng(seed)
    arrays = {x: numbers.integers(-3, 4, (3, 3)) for x in "AB"}
    arrays |= {"X": numbers.integers(-3, 4, (3, 4))}
    arrays |= {x: numbers.integers(-3, 4, 4) for x in "wvk"}
    arrays |= {x: numbers.integers(-3, 4, 3) for x in "ayu"}
    if premise:
        arrays["y"] = arrays["X"] @ arrays["v"]
    same = bool((value(sides[0], arrays) == value(sides[1], arrays)).all())
    assert same or not shown(line)
    if sides[1] == " + ".join(reversed(sides[0].split(" + "))):
        assert shown(line)
