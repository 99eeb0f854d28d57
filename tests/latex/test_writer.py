"""The TeX writer: one spelling per tree, parentheses only where they are needed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symconv.errors import DialectError
from symconv.latex import tree as t
from symconv.latex.align import write_align
from symconv.latex.canonical import canonical
from symconv.latex.tex import write
from symconv.notation import Name, name


def s(spelling: str) -> t.Symbol:
    return t.Symbol(name(spelling))


def number(value: int | str) -> t.Number:
    return t.Number(Fraction(value))


def at(base: str, *indices: t.Node, style: str = "sub") -> t.Indexed:
    return t.Indexed(s(base), indices, style)


def minus(body: t.Node) -> t.Negative:
    return t.Negative(body)


def total(index: str, body: t.Node, operator: str = "sum") -> t.Big:
    return t.Big(operator, (t.Range(s(index), number(0), s("n")),), body)


i, j, k, n, p, x, y = map(s, "i j k n p x y".split())
ONE, TWO, THREE = map(number, (1, 2, 3))
n_plus_k = t.Add((n, k))
less = t.Chain((i, n), ("<",))

SPELLINGS = [
    # names
    (s("H'"), "H'"),
    (s(r"\hat{X}"), r"\hat{X}"),
    (t.Symbol(Name("W", label="out")), r"W_{\mathrm{out}}"),
    (t.Symbol(Name("stride")), r"\mathrm{stride}"),
    (t.Symbol(Name("d")), r"\mathrm{d}"),
    (t.Symbol(Name("W", layer="1")), "W^{(1)}"),
    (t.Symbol(Name("x", font="mathbf")), r"\mathbf{x}"),
    # elements
    (at("w", i, j), "w_{i, j}"),
    (at("w", i, j, style="paren"), "w_{(i, j)}"),
    (at("x", t.Add((n, minus(i))), style="bracket"), r"x\left[n - i\right]"),
    (at("m", t.Multiply((THREE, i))), r"m_{3 \cdot i}"),
    (t.Indexed(t.Symbol(Name("y", label="out")), (i,)), r"y_{\mathrm{out}, i}"),
    (t.Indexed(t.Transposed(s("A")), (i, j)), r"\left(A^{\top}\right)_{i, j}"),
    # sums and products
    (t.Add((n, t.Multiply((TWO, p)), minus(k))), "n + 2 p - k"),
    (t.Add((n, minus(n_plus_k))), r"n - \left(n + k\right)"),
    (t.Add((n, n_plus_k)), r"n + \left(n + k\right)"),
    (t.Add((minus(n), k)), "-n + k"),
    (minus(minus(n)), r"-\left(-n\right)"),
    (minus(t.Multiply((n, k))), "-n k"),
    (t.Multiply((minus(n), k)), r"\left(-n\right) k"),
    (t.Multiply((n, minus(k))), r"n \left(-k\right)"),
    (t.Multiply((n, t.Multiply((k, p)))), r"n \left(k p\right)"),
    (t.Multiply((TWO, THREE)), r"2 \left(3\right)"),
    (t.Multiply((TWO, t.Divide(ONE, TWO))), r"2 \left(\frac{1}{2}\right)"),
    (t.Multiply((TWO, t.Divide(ONE, n))), r"2 \frac{1}{n}"),
    (t.Multiply((n, t.Power(TWO, k))), r"n \left(2^{k}\right)"),
    (t.Multiply((t.Multiply((n, k)), p), "cdot"), r"n k \cdot p"),
    (t.Multiply((t.Multiply((n, k), "cdot"), p)), r"\left(n \cdot k\right) p"),
    (t.Multiply((t.Divide(n, k, "slash"), p)), r"\left(n / k\right) p"),
    (t.Multiply((s("A"), s("B")), "otimes"), r"A \otimes B"),
    # quotients, powers, roots
    (t.Divide(n_plus_k, p), r"\frac{n + k}{p}"),
    (t.Divide(n_plus_k, t.Multiply((n, p)), "slash"), r"\left(n + k\right) / \left(n p\right)"),
    (t.Power(n_plus_k, TWO), r"\left(n + k\right)^{2}"),
    (t.Power(t.Divide(n, k), TWO), r"\left(\frac{n}{k}\right)^{2}"),
    (t.Power(t.Power(n, k), TWO), r"\left(n^{k}\right)^{2}"),
    (t.Power(s("H'"), TWO), "H'^{2}"),
    (t.Power(at("x", i), TWO), "x_{i}^{2}"),
    (t.Power(at("b'", i), TWO), r"\left(b'_{i}\right)^{2}"),
    (t.Power(t.Symbol(Name("W", layer="1")), TWO), r"\left(W^{(1)}\right)^{2}"),
    (t.Power(n, minus(ONE)), "n^{-1}"),
    (t.Root(n_plus_k), r"\sqrt{n + k}"),
    (t.Root(n, p), r"\sqrt[p]{n}"),
    (t.Root(n, at("x", i, style="bracket")), r"\sqrt[{x\left[i\right]}]{n}"),
    (t.Transposed(t.Multiply((s("A"), s("B")))), r"\left(A B\right)^{\top}"),
    (t.Factorial(n), "n!"),
    (t.Factorial(t.Factorial(n)), r"\left(n!\right)!"),
    (t.Factorial(t.Apply(Name("f"), (n,))), r"\left(f\left(n\right)\right)!"),
    (t.Binomial(n, k), r"\binom{n}{k}"),
    # brackets
    (t.Fence("floor", t.Divide(n, k)), r"\left\lfloor \frac{n}{k} \right\rfloor"),
    (t.Fence("ceil", n), r"\left\lceil n \right\rceil"),
    (t.Fence("abs", t.Fence("abs", n)), r"\left\lvert \left\lvert n \right\rvert \right\rvert"),
    (t.Power(t.Norm(x, TWO), TWO), r"\left\lVert x \right\rVert_{2}^{2}"),
    (t.Modulo(n_plus_k, p), r"\left(n + k\right) \bmod p"),
    (t.Add((n, t.Modulo(k, p))), r"n + \left(k \bmod p\right)"),
    (t.Iverson(less), r"\left[i < n\right]"),
    (t.Delta(i, t.Multiply((TWO, j))), r"\delta_{i, 2 \cdot j}"),
    (t.Evaluated(n, t.Chain((k, ONE), ("=",))), r"\left. n \right|_{k = 1}"),
    # applications
    (t.Apply(Name("max"), (n, number(0))), r"\max\left(n, 0\right)"),
    (t.Apply(Name("relu"), (n,)), r"\operatorname{relu}\left(n\right)"),
    (t.Apply(Name("sigma"), (n,)), r"\sigma\left(n\right)"),
    (t.Apply(Name("log"), (n,)), r"\log\left(n\right)"),
    (t.Power(t.Apply(Name("f"), (n,)), TWO), r"\left(f\left(n\right)\right)^{2}"),
    # operators
    (total("i", at("x", i)), r"\sum_{i = 0}^{n} x_{i}"),
    (t.Add((total("i", at("x", i)), ONE)), r"\left(\sum_{i = 0}^{n} x_{i}\right) + 1"),
    (t.Add((ONE, total("i", at("x", i)))), r"1 + \sum_{i = 0}^{n} x_{i}"),
    (total("i", t.Add((n, i))), r"\sum_{i = 0}^{n} \left(n + i\right)"),
    (total("i", minus(i)), r"\sum_{i = 0}^{n} \left(-i\right)"),
    (t.Multiply((TWO, total("i", i))), r"2 \sum_{i = 0}^{n} i"),
    (t.Multiply((total("i", i), TWO)), r"\left(\sum_{i = 0}^{n} i\right) \left(2\right)"),
    (total("i", t.Multiply((i, n)), "prod"), r"\prod_{i = 0}^{n} \left(i n\right)"),
    (total("i", t.Divide(i, n, "slash"), "prod"), r"\prod_{i = 0}^{n} \left(i / n\right)"),
    (t.Big("argmax", (t.Over((x,)),), x), r"\operatorname*{argmax}_{x} x"),
    (t.Big("sum", (t.Over((i, j), t.Chain((i, j), ("<",))),), x), r"\sum_{i, j : i < j} x"),
    (t.Limit(n, t.Infinity(), t.Divide(ONE, n)), r"\lim_{n \to \infty} \frac{1}{n}"),
    (t.Derivative(s("L"), (x,)), r"\frac{\partial L}{\partial x}"),
    (t.Derivative(s("L"), (x, x, y)), r"\frac{\partial^{3} L}{\partial x^{2} \partial y}"),
    (t.Derivative(n_plus_k, (n,), False), r"\frac{\mathrm{d}}{\mathrm{d} n} \left(n + k\right)"),
    # structures
    (t.Matrix(((n, k),)), r"\begin{bmatrix} n & k \end{bmatrix}"),
    (t.Matrix(((n,), (k,)), "pmatrix"), r"\begin{pmatrix} n \\ k \end{pmatrix}"),
    (
        t.Cases(((n, less), (number(0), None))),
        r"\begin{cases} n & \text{if } i < n \\ 0 & \text{otherwise} \end{cases}",
    ),
    (t.Shape((number(100), n, k)), r"100 \times n \times k"),
    (t.Multiply((number(5), n), "times"), r"\left(5 \times n\right)"),
    (t.Tuple((n, k)), r"\left(n, k\right)"),
    (t.SetOf((n, t.Dots(), k)), r"\left\{n, \dots, k\right\}"),
    (t.SetWhere(i, less), r"\left\{i : i < n\right\}"),
    (t.Interval(number(0), n, True, False), r"\left[0, n\right)"),
    (t.Labelled(n_plus_k, t.Text("size")), r"\underbrace{n + k}_{\text{size}}"),
    (
        t.Multiply((p, t.Labelled(n_plus_k, t.Text("size")))),
        r"p \left(\underbrace{n + k}_{\text{size}}\right)",
    ),
    (t.Boxed(t.Chain((n, k), ("=",))), r"\boxed{n = k}"),
    # statements
    (t.Chain((n, k, p), ("=", "<=")), r"n = k \leq p"),
    (t.Chain((n, t.Multiply((number(5), k), "times")), ("=",)), r"n = 5 \times k"),
    (t.Chain((x, t.Space("R", (n, k))), ("in",)), r"x \in \mathbb{R}^{n \times k}"),
    (t.Leading("=", n), "= n"),
    (t.Logic("and", (less, t.Not(less))), r"i < n \wedge \neg \left(i < n\right)"),
    (
        t.Logic("and", (less, t.Logic("or", (less, less)))),
        r"i < n \wedge \left(i < n \vee i < n\right)",
    ),
    (
        t.Quantified("forall", t.Over((i,), t.Chain((i, t.Space("Z")), ("in",))), less),
        r"\forall i \in \mathbb{Z} : i < n",
    ),
]


@pytest.mark.parametrize(("tree", "expected"), SPELLINGS, ids=[text for _, text in SPELLINGS])
def test_each_construct_has_one_spelling(tree, expected):
    assert write(tree) == expected


def test_numbers_are_exact():
    assert write(number("0.1")) == "0.1"
    assert write(number(2**127)) == str(2**127)
    assert write(number("-3.25")) == "-3.25"


REFUSED = [
    (t.Number(Fraction(1, 3)), "not a terminating decimal.*write it as a Divide"),
    (number(2**200), "more than 128 bits"),
    (t.Add((n,)), "Add needs at least 2 terms"),
    (t.Multiply(()), "Multiply needs at least 2 factors"),
    (t.Indexed(x, ()), "at least 1 indices"),
    (t.Indexed(s(r"\delta"), (i, j)), "Kronecker"),
    (t.Indexed(t.Transposed(x), (i, j), "paren"), "not a name"),
    (t.Symbol(Name("e")), "reserved for the exponential"),
    (t.Symbol(Name("argmax")), "word of the dialect"),
    (t.Symbol(Name("relu", font="mathcal")), "not the spelling of one name"),
    (t.Symbol(Name(r"A}_{\mathrm{b}")), "has no spelling"),
    (t.Apply(Name("f"), ()), "at least 1 arguments"),
    (t.Text("50% off"), "cannot stand in"),
    (t.Text("for all"), "stand for a sign"),
    (t.Power(t.Space("R"), n), "give the Space a shape"),
    (t.Derivative(n, (TWO,)), "not a name"),
    (t.Derivative(n, ()), "not a name"),
    (t.Matrix(((n, k), (n,))), "rows of different lengths"),
    (t.Matrix(()), "without entries"),
    (t.Cases(((n, None), (k, less))), "'otherwise' comes last"),
    (t.Cases(((n, k),)), "condition must be a relation"),
    (t.Iverson(n), "condition must be a relation"),
    (t.Interval(n, k, False, False), "is a pair, not an interval"),
    (t.Chain((n, k), ()), "one relation between"),
    (t.Big("sum", (), n), "needs an index"),
    (t.Big("max", (t.Range(i, ONE, n),), i), "no upper limit"),
    (t.Add((n, t.Shape((n, k)))), "reads as a product"),
    (t.Chain((n, t.Shape((n, k))), ("=",)), "reads as a product"),
    (t.Shape((n, t.Power(TWO, k))), "scientific notation"),
    (t.Tuple((n,)), "Tuple needs at least 2 items"),
    (t.Logic("and", (less,)), "Logic needs at least 2 parts"),
    (
        t.Big("sum", (t.Over((i,), t.Chain((j, t.Space("Z")), ("in",))),), n),
        "bound names cannot be read",
    ),
    (
        t.Big("sum", (t.Over((i,), t.Logic("or", (less, t.Chain((i, x), ("in",))))),), n),
        "put the membership of the index first",
    ),
]


@pytest.mark.parametrize(("tree", "message"), REFUSED)
def test_what_has_no_spelling_is_refused(tree, message):
    with pytest.raises(DialectError, match=message):
        write(tree)


def test_an_unknown_node_is_refused():
    with pytest.raises(DialectError, match="Node has no TeX spelling"):
        write(t.Node())


def test_canonical_forms():
    both = t.Big("sum", (t.Range(i, ONE, n), t.Range(j, ONE, n)), x)
    inner = t.Big("sum", (t.Range(j, ONE, n),), x)
    assert canonical(number(-2)) == minus(TWO)
    assert canonical(both) == t.Big("sum", (t.Range(i, ONE, n),), inner)
    assert canonical(t.Apply(Name("ln"), (n,))) == t.Apply(Name("log"), (n,))
    assert canonical(t.Indexed(x, (i,), "paren")) == t.Indexed(x, (i,))
    assert canonical(t.Text(" a  size ")) == t.Text("a size")
    assert canonical(t.Big("max", (t.Over((i,)),), t.SetOf((i,)))) == t.Big(
        "max", (t.Over((i,)),), i
    )


def test_several_binders_nest_in_their_order():
    ranges = tuple(t.Range(index, ONE, n) for index in (i, j, k))
    text = write(t.Big("sum", ranges, x))
    assert text == r"\sum_{i = 1}^{n} \sum_{j = 1}^{n} \sum_{k = 1}^{n} x"


def test_a_quotient_that_looks_like_a_derivative_gets_parentheses():
    d = t.Symbol(Name("d"))
    quotient = t.Divide(t.Multiply((d, n)), t.Multiply((d, x)))
    assert write(quotient) == r"\frac{\left(\mathrm{d} n\right)}{\mathrm{d} x}"


def test_rows_are_aligned_at_their_relations_with_reasons():
    lines = [
        t.Chain((n, n_plus_k), ("=",)),
        t.Leading("<=", t.Multiply((TWO, n), "times")),
        t.Leading("=", t.Chain((k, p), ("<",))),
    ]
    expected = "\n".join(
        [
            r"\begin{align*}",
            r"n &= n + k && \text{the window} \\",
            r"&\leq 2 \times n \\",
            r"&= k < p && \text{given}",
            r"\end{align*}",
        ]
    )
    assert write_align(lines, ["the window", "", "given"]) == expected


def test_each_line_needs_its_reason():
    with pytest.raises(DialectError, match="1 lines with 2 reasons"):
        write_align([n], ["a", "b"])
