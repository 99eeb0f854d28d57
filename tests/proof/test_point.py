"""Exact values at a point: the second road to what the procedures say."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symconv.latex.tree import Indexed, Number, Symbol
from symconv.notation import name
from symconv.proof.context import Formula, Tensor
from symconv.proof.exact_numbers import Undefined
from symconv.proof.point import value

POINT = {name("n"): 7, name("s"): 3, name("z"): -4, name("u"): Fraction(5, 2), name("i"): 2}

VALUES = {
    r"n + s \cdot z - 2": -7,
    r"\frac{n}{s} - u": Fraction(-1, 6),
    r"\frac{n - 1}{s}": 2,
    r"\lfloor z/s \rfloor": -2,
    r"\lceil z/s \rceil": -1,
    r"z \bmod s": 2,
    r"|z|": 4,
    r"u \bmod s": Fraction(5, 2),
    r"\max(n, z, u) + \min(n, z, u)": 3,
    r"s^{-2}": Fraction(1, 9),
    r"\sqrt{s + 6}": 3,
    r"[n \ge s] + [n < s]": 1,
    r"\delta_{s, 3} + \delta_{n, s}": 1,
    r"\begin{cases} n & \text{if } n < s \\ z & \text{otherwise} \end{cases}": -4,
    r"s!": 6,
    r"\binom{n}{s}": 35,
    r"\sum_{i=1}^{s} i^2": 14,
    r"\sum_{i=1}^{0} i": 0,
    r"\prod_{i=1}^{s} i": 6,
    r"\max_{0 \le i \le s} i": 3,
}

TRUTHS = {
    r"n \ge s > z \ne 0": True,
    r"n = s \vee s = 3": True,
    r"n = s \wedge s = 3": False,
    r"\neg (n = s)": True,
    r"n = s \Rightarrow n = z": True,
    r"n = 7 \Rightarrow n = z": False,
    r"n = s \iff n = z": True,
    r"s \mid n - 1": True,
    r"s \mid n": False,
    r"i \in \{0, 1, \dots, s - 1\}": True,
    r"n \in \{0, \dots, s\}": False,
    r"u \in \{0, \dots, s\}": False,
    r"n \in \{1, 7\}": True,
    r"n \notin \{1, 7\}": False,
    r"u \in [0, 5)": True,
    r"u \in \mathbb{Z}": False,
    r"\forall i \in \{0, \dots, s\} : i \le s": True,
    r"\forall i \in \{0, \dots, s\} : i < s": False,
    r"\exists i \in \{0, \dots, s\} : i^2 = 4": True,
}

UNDEFINED = {
    r"\frac{n}{s - 3}": "division by 0",
    r"n \bmod z": "remainder by -4",
    r"(s - 3)^0": "no such power",
    r"s^{u}": "not an integer",
    r"\sqrt{s}": "not rational",
    r"z!": "negative",
    r"m + 1": "no value here",
    r"X_{i}": "no elements",
    r"\sum_{i=1}^{n^9} i": "too many values",
    r"n^{9999}": "too large",
    r"n \approx s": "no truth value",
    r"\begin{cases} n & \text{if } n < s \end{cases}": "no case applies",
}


@pytest.mark.parametrize("latex", VALUES)
def test_value(sizes, latex):
    """Numbers are exact."""
    found = value(sizes(latex), POINT)
    assert found == VALUES[latex]
    assert isinstance(found, int) == (Fraction(found).denominator == 1)


@pytest.mark.parametrize("latex", TRUTHS)
def test_truth(sizes, latex):
    """Statements are true or false."""
    assert value(sizes(latex), POINT) is TRUTHS[latex]


@pytest.mark.parametrize("latex", UNDEFINED)
def test_undefined(sizes, latex):
    """No value is an error that says why."""
    with pytest.raises(Undefined, match=UNDEFINED[latex]):
        value(sizes(latex), POINT)


def test_definitions_and_elements(sizes):
    """A definition is computed; an element outside its tensor is 0."""
    three, ten = Number(Fraction(3)), Number(Fraction(10))
    definitions = {
        name("m"): Formula(sizes("n + 1")),
        name("X"): Tensor((three,), (ten, ten, Symbol(name("n")))),
        name("f"): Formula(sizes("m i"), (name("i"),), (three,)),
    }
    assert value(sizes("m^2"), POINT, definitions) == 64
    assert value(sizes("X_{2} + X_{0}"), POINT, definitions) == 17
    assert value(sizes("X_{3} + X_{z}"), POINT, definitions) == 0
    assert value(sizes("f(2) + f(3)"), POINT, definitions) == 16
    with pytest.raises(Undefined, match="has 1 indices, not 2"):
        value(Indexed(Symbol(name("X")), (three, three)), POINT, definitions)


def test_definitions_in_a_circle_have_no_value(sizes):
    """A circle is an error and not an endless loop."""
    definitions = {name("a"): Formula(sizes("c")), name("c"): Formula(sizes("a"))}
    with pytest.raises(Undefined, match="without end"):
        value(sizes("a"), {}, definitions)


def test_elements_from_outside(sizes):
    """What has no definition is asked for, by name and indices."""
    seen = []

    def elements(which, indices):
        seen.append((which, indices))
        return 5

    assert value(sizes("X_{i + 1} f(u)"), POINT, {}, elements) == 25
    assert seen == [(name("X"), (3,)), (name("f"), (Fraction(5, 2),))]
