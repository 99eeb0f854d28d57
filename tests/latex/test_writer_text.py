"""The text printer: one readable line, and matrices as blocks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symconv.errors import DialectError
from symconv.latex import text
from symconv.latex import tree as t
from symconv.notation import Name, name


def s(spelling: str) -> t.Symbol:
    return t.Symbol(name(spelling))


def number(value: int) -> t.Number:
    return t.Number(Fraction(value))


i, k, n, o, p, x, w = map(s, "i k n o p x w".split())
stride = s("s")
ONE, TWO = number(1), number(2)
size = t.Add((n, t.Multiply((TWO, p)), t.Negative(k)))
tap = s("t")
position = t.Add((t.Multiply((stride, o), "cdot"), tap, t.Negative(p)))
window = t.Big(
    "sum",
    (t.Range(tap, number(0), t.Add((k, t.Negative(ONE)))),),
    t.Multiply((t.Indexed(w, (tap,)), t.Indexed(x, (position,)))),
)
less = t.Chain((i, n), ("<",))

LINES = [
    (t.Add((t.Fence("floor", t.Divide(size, stride)), ONE)), "⌊(n + 2p − k)/s⌋ + 1"),
    (window, "Σ_{t=0}^{k−1} w_t·x_{s·o+t−p}"),
    (t.Multiply((stride, t.Add((s("W'"), t.Negative(ONE))))), "s(W′ − 1)"),
    (t.Divide(n, t.Multiply((TWO, k))), "n/(2k)"),
    (t.Multiply((t.Divide(n, k), p)), "(n/k)p"),
    (t.Power(n, TWO), "n²"),
    (t.Power(n, t.Negative(number(12))), "n⁻¹²"),
    (t.Power(n, t.Add((k, ONE))), "n^{k+1}"),
    (t.Root(n), "√n"),
    (t.Root(t.Add((n, k))), "√(n + k)"),
    (t.Root(n, number(3)), "root_3(n)"),
    (t.Symbol(Name("W", label="out")), "W_out"),
    (t.Indexed(t.Symbol(Name("y", label="out")), (i,)), "y_{out,i}"),
    (t.Indexed(w, (i, n), "paren"), "w_(i, n)"),
    (t.Indexed(x, (n,), "bracket"), "x[n]"),
    (s(r"\hat{X}"), "X\N{COMBINING CIRCUMFLEX ACCENT}"),
    (t.Apply(Name("max"), (n, number(0))), "max(n, 0)"),
    (t.Modulo(t.Add((n, k)), stride), "(n + k) mod s"),
    (t.Norm(x, TWO), "‖x‖_2"),
    (t.Transposed(s("A")), "Aᵀ"),
    (t.Matrix(((n, k), (ONE, TWO))), "[n, k; 1, 2]"),
    (t.Cases(((n, less), (number(0), None))), "{ n if i < n; 0 otherwise }"),
    (t.Derivative(s("L"), (x, x)), "∂²L/(∂x ∂x)"),
    (t.Derivative(t.Add((n, k)), (n,), False), "d/dn (n + k)"),
    (t.Chain((x, t.Space("R", (n, k))), ("in",)), "x ∈ ℝ^{n×k}"),
    (t.Interval(number(0), n, True, False), "[0, n)"),
    (t.Iverson(less), "[i < n]"),
    (t.Delta(i, n), "δ_{i,n}"),
    (t.Binomial(n, k), "C(n, k)"),
    (t.Big("max", (t.Over((i,), t.Chain((i, n), ("<",))),), i), "max_{i : i < n} i"),
    (t.Quantified("forall", t.Over((i,)), less), "∀ i : i < n"),
    (t.Logic("implies", (less, t.Not(less))), "i < n ⇒ ¬(i < n)"),
    (t.Evaluated(n, t.Chain((n, ONE), ("=",))), "n|_{n=1}"),
    (t.Leading("<=", n), "≤ n"),
    (t.Limit(n, t.Infinity(), n), "lim_{n→∞} n"),
]


@pytest.mark.parametrize(("tree", "line"), LINES, ids=[line for _, line in LINES])
def test_lines_read_as_on_paper(tree, line):
    assert text.write(tree) == line


def test_every_generated_tree_is_one_line(tree_maker):
    for seed in range(300):
        line = text.write(tree_maker(seed).statement())
        assert line.strip()
        assert "\n" not in line


def test_matrix_columns_are_aligned():
    matrix = t.Matrix(((number(10), t.Negative(ONE)), (ONE, n)))
    assert text.block(matrix) == "[ 10  −1 ]\n[  1   n ]"


def test_fences_of_a_block():
    assert text.block(t.Matrix(((n,),), "pmatrix")) == "( n )"
    assert text.block(t.Matrix(((n,),), "vmatrix")) == "| n |"
    assert text.block(t.Matrix(((n,),), "matrix")) == "n"


def test_what_tex_refuses_is_refused():
    with pytest.raises(DialectError, match="terminating decimal"):
        text.write(t.Number(Fraction(1, 3)))


def test_an_unknown_node_is_refused():
    with pytest.raises(DialectError, match="Node has no text spelling"):
        text.printer.render(t.Node())
