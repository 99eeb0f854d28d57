"""Trees to SymPy and back: same meaning, assumptions from the table, nothing evaluated to True."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp

from symconv.errors import DialectError, LatexError, TooLarge, UnknownName
from symconv.latex import tree as t
from symconv.latex.bridge import from_sympy, to_sympy
from symconv.latex.reader import read_one
from symconv.latex.tex import write
from symconv.notation import Domain, Name, SymbolTable, functions, scalars, tensors

TABLE = SymbolTable.of(
    scalars("n k p s H' W_{\\mathrm{out}}", Domain.POSITIVE),
    scalars("i j", Domain.INTEGER),
    scalars(r"a \gamma", Domain.REAL),
    scalars("m", Domain.NATURAL),
    scalars("b", Domain.POSITIVE_REAL),
    tensors("x A", rank=2),
    tensors("w", rank=1),
    functions("f"),
)
n, k, p, s = (sp.Symbol(c, integer=True, positive=True) for c in "nkps")
i, j = (sp.Symbol(c, integer=True) for c in "ij")
a, gamma = sp.Symbol("a", real=True), sp.Symbol("gamma", real=True)
H = sp.Symbol("H_prime", integer=True, positive=True)
out = sp.Symbol("W_out", integer=True, positive=True)
x, w = sp.IndexedBase("x", real=True), sp.IndexedBase("w", real=True)
f = sp.Function("f", real=True)


def sympy_of(text: str):
    return to_sympy(read_one(text, TABLE).statement, TABLE)


MEANINGS = [
    (r"\lfloor (n + 2p - k)/s \rfloor + 1", sp.floor((n + 2 * p - k) / s) + 1),
    (r"H' - W_{\mathrm{out}}", H - out),
    (r"0.25 a + \frac{1}{3}", sp.Rational(1, 4) * a + sp.Rational(1, 3)),
    (r"x_{i, j} w_{i}", x[i, j] * w[i]),
    (r"\lceil a \rceil + \left| a \right|", sp.ceiling(a) + sp.Abs(a)),
    (r"n \bmod k", sp.Mod(n, k)),
    (r"\max(n, k) - \min(n, k)", sp.Max(n, k) - sp.Min(n, k)),
    (r"\sum_{i=0}^{n} w_i", sp.Sum(w[i], (i, 0, n))),
    (r"\sum_{i=0}^{n} \prod_{j=1}^{i} w_j", sp.Sum(sp.Product(w[j], (j, 1, i)), (i, 0, n))),
    (r"\sqrt{n} + \sqrt[3]{k}", sp.sqrt(n) + sp.root(k, 3)),
    (r"n! + \binom{n}{k}", sp.factorial(n) + sp.binomial(n, k)),
    (r"\delta_{i, j}", sp.KroneckerDelta(i, j)),
    (r"[i < n]", sp.Piecewise((1, sp.Lt(i, n)), (0, True))),
    (r"\exp(a) + \log(b) - f(n)", sp.exp(a) + sp.log(sp.Symbol("b", positive=True)) - f(n)),
    (r"\frac{\partial}{\partial a} \left(a^2\right)", sp.Derivative(a**2, a)),
    (r"\frac{\partial^2 f(a)}{\partial a^2}", sp.Derivative(f(a), a, a)),
    (r"\left. a \right|_{a = n}", sp.Subs(a, a, n)),
    (r"\lim_{a \to \infty} \frac{1}{a}", sp.Limit(1 / a, a, sp.oo, "+-")),
    (r"\begin{bmatrix} n & 0 \\ k & 1 \end{bmatrix}", sp.ImmutableMatrix([[n, 0], [k, 1]])),
    (r"\begin{bmatrix} n & k \end{bmatrix}^{\top}", sp.ImmutableMatrix([[n], [k]])),
    (
        r"\begin{bmatrix} 1 & n \end{bmatrix} \otimes \begin{bmatrix} k \\ 2 \end{bmatrix}",
        sp.ImmutableMatrix([[k, k * n], [2, 2 * n]]),
    ),
    (
        r"\begin{bmatrix} 1 & n \end{bmatrix} \odot \begin{bmatrix} k & 2 \end{bmatrix}",
        sp.ImmutableMatrix([[k, 2 * n]]),
    ),
    (
        r"\begin{vmatrix} n & 0 \\ k & 1 \end{vmatrix}",
        sp.Determinant(sp.ImmutableMatrix([[n, 0], [k, 1]])),
    ),
    (
        r"\begin{cases} n & \text{if } i < 3 \\ 0 & \text{otherwise} \end{cases}",
        sp.Piecewise((n, sp.Lt(i, 3)), (0, True)),
    ),
    (r"\left\lVert \begin{bmatrix} 3 \\ 4 \end{bmatrix} \right\rVert", sp.Integer(5)),
    (r"\{1, n\}", sp.FiniteSet(1, n)),
    (r"(n, k)", sp.Tuple(n, k)),
    (r"\underbrace{n}_{\text{size}}", n),
    ("n = n", sp.Eq(n, n, evaluate=False)),
    (r"i \in \mathbb{Z}", sp.Contains(i, sp.S.Integers, evaluate=False)),
    (r"a \in [0, 1]", sp.Contains(a, sp.Interval(0, 1), evaluate=False)),
    (r"i < n \wedge j < n", sp.And(sp.Lt(i, n), sp.Lt(j, n), evaluate=False)),
    (r"i < n \Rightarrow j < n", sp.Implies(sp.Lt(i, n), sp.Lt(j, n), evaluate=False)),
    (r"\neg (i < n)", sp.Not(sp.Lt(i, n), evaluate=False)),
    (r"k \mid n", sp.Eq(sp.Mod(n, k), 0, evaluate=False)),
]


@pytest.mark.parametrize(("text", "meaning"), MEANINGS, ids=[text for text, _ in MEANINGS])
def test_each_construct_has_its_sympy_meaning(text, meaning):
    assert sympy_of(text) == meaning


def test_true_statements_are_not_evaluated():
    assert isinstance(sympy_of("5 = 5"), sp.Eq)
    chain = sympy_of("n = k = 5 = 5")
    assert isinstance(chain, sp.And)
    assert len(chain.args) == 3


def test_several_binders_run_outermost_first():
    ranges = (
        t.Range(t.Symbol(Name("i")), t.Number(Fraction(0)), t.Symbol(Name("n"))),
        t.Range(t.Symbol(Name("j")), t.Number(Fraction(0)), t.Symbol(Name("i"))),
    )
    body = t.Indexed(t.Symbol(Name("w")), (t.Symbol(Name("j")),))
    assert to_sympy(t.Big("sum", ranges, body), TABLE) == sp.Sum(w[j], (j, 0, i), (i, 0, n))


def test_assumptions_come_from_the_table():
    assert sympy_of("n").is_positive
    assert sympy_of("n").is_integer
    assert sympy_of("m").is_nonnegative
    assert sympy_of("a").is_integer is None
    assert sympy_of("x_{i,j}").is_real


REFUSED = [
    (t.Dots(), "Dots has no SymPy counterpart"),
    (t.Symbol(Name("x")), "the tensor x stands alone"),
    (t.Indexed(t.Symbol(Name("n")), (t.Symbol(Name("i")),)), "only a declared tensor"),
    (t.Multiply((t.Symbol(Name("n")),) * 2, "ast"), "product 'ast'"),
    (t.Multiply((t.Symbol(Name("n")),) * 2, "otimes"), "product 'otimes'"),
    (t.Divide(t.Symbol(Name("n")), t.Number(Fraction(0))), "division by zero"),
    (t.Modulo(t.Symbol(Name("n")), t.Number(Fraction(0))), "remainder by zero"),
    (t.Root(t.Symbol(Name("n")), t.Number(Fraction(0))), "degree zero"),
    (t.Transposed(t.Symbol(Name("n"))), "transpose of a written matrix"),
    (t.Norm(t.Symbol(Name("n"))), "norm of a written vector"),
    (t.Apply(Name("softmax"), (t.Symbol(Name("n")),)), "neither declared nor known"),
    (t.Big("max", (t.Over((t.Symbol(Name("i")),)),), t.Symbol(Name("i"))), "no SymPy counterpart"),
    (t.Space("R", (t.Symbol(Name("n")),)), "space of tensors"),
    (t.Chain((t.Symbol(Name("n")),) * 2, ("~",)), "relation '~'"),
    (t.Logic("implies", (t.Chain((t.Symbol(Name("n")),) * 2, ("<",)),) * 3), "two readings"),
    (t.Evaluated(t.Symbol(Name("n")), t.Chain((t.Symbol(Name("n")),) * 2, ("<",))), "one equation"),
]


@pytest.mark.parametrize(("tree", "message"), REFUSED)
def test_what_sympy_cannot_say_is_refused(tree, message):
    with pytest.raises(DialectError, match=message):
        to_sympy(tree, TABLE)


def test_undeclared_names_are_refused():
    with pytest.raises(UnknownName, match="q is not declared"):
        to_sympy(t.Symbol(Name("q")), TABLE)


def power(base, exponent):
    return t.Power(base, exponent)


nine, nines = t.Number(Fraction(9)), t.Number(Fraction(9_999))
HUGE = [
    (power(nine, power(nine, power(nine, nine))), "a power of numbers"),
    (
        power(power(nine, t.Number(Fraction(9_999))), t.Number(Fraction(9_999))),
        "a power of numbers",
    ),
    (t.Factorial(t.Number(Fraction(10**9))), "the factorial"),
    (t.Binomial(t.Number(Fraction(10**9)), nine), "a binomial"),
]


@pytest.mark.parametrize(("tree", "message"), HUGE)
def test_huge_numbers_are_refused_before_they_are_computed(tree, message):
    with pytest.raises(TooLarge, match=message):
        to_sympy(tree, TABLE)


# ---- from SymPy

WRITTEN = [
    (n / 2, r"\frac{n}{2}"),
    (-2 * n / (3 * k), r"-\frac{2 n}{3 k}"),
    (n**-2, r"\frac{1}{n^{2}}"),
    (sp.sqrt(n + 1) / 3, r"\frac{\sqrt{n + 1}}{3}"),
    (n ** sp.Rational(2, 3), r"n^{\frac{2}{3}}"),
    (sp.Rational(-2, 3), r"-\frac{2}{3}"),
    (sp.oo, r"\infty"),
    (-sp.oo, r"-\infty"),
    (sp.pi * n, r"n \pi"),
    (sp.exp(-n), r"\exp\left(-n\right)"),
    (sp.E, r"\exp\left(1\right)"),
    (sp.Sum(x[i, j], (j, 0, n), (i, 0, k)), r"\sum_{i = 0}^{k} \sum_{j = 0}^{n} x_{i, j}"),
    (sp.Symbol("H'"), "H'"),
    (sp.Symbol("W_out"), r"W_{\mathrm{out}}"),
    (sp.Symbol("x_hat_prime_layer1_in"), r"\hat{x}'^{(1)}_{\mathrm{in}}"),
    (sp.Symbol("stride"), r"\mathrm{stride}"),
    (sp.Matrix([[1, n]]), r"\begin{bmatrix} 1 & n \end{bmatrix}"),
    (sp.Not(sp.Contains(a, sp.S.Integers)), r"a \notin \mathbb{Z}"),
    (sp.Not(sp.Lt(i, n), evaluate=False), r"\neg \left(i < n\right)"),
    (sp.Contains(a, sp.Interval(0, n, True), evaluate=False), r"a \in \left(0, n\right]"),
    (sp.Subs(a**2, a, n), r"\left. a^{2} \right|_{a = n}"),
    (sp.MatrixSymbol("A", n, n).T, r"A^{\top}"),
    (sp.Identity(n), "I_{n}"),
    (
        sp.KroneckerProduct(sp.MatrixSymbol("A", n, n), sp.MatrixSymbol("B", n, n)),
        r"A \otimes B",
    ),
    (sp.MatrixSymbol("B", n, n) * sp.MatrixSymbol("A", n, n), "B A"),
    (Fraction(3), "3"),
    (7, "7"),
]


@pytest.mark.parametrize(("obj", "text"), WRITTEN, ids=[text for _, text in WRITTEN])
def test_sympy_objects_are_written(obj, text):
    assert write(from_sympy(obj)) == text


UNPRINTABLE = [
    (0.5, "Float"),
    (sp.I, "ImaginaryUnit"),
    (sp.Integral(a, a), "Integral"),
    (sp.Dummy("n"), "Dummy"),
    ("n + 1", "str is not a mathematical object"),
    (sp.Symbol("n", commutative=False) * sp.Symbol("k", commutative=False), "do not commute"),
    (sp.Subs(n * k, (n, k), (1, 2)), "several variables"),
    (sp.Symbol("a_b_c_d"), "plain form of a name"),
    (sp.MatrixSymbol("A", 2, 2)[0, 0], "MatrixElement"),
]


@pytest.mark.parametrize(("obj", "message"), UNPRINTABLE)
def test_what_has_no_spelling_is_refused(obj, message):
    with pytest.raises(DialectError, match=message):
        from_sympy(obj)


def test_names_of_the_table_are_recognised():
    table = SymbolTable.of(scalars(r"\hat{X} W^{(1)}"))
    for row in table:
        assert from_sympy(sp.Symbol(row.name.plain), table) == t.Symbol(row.name)


def test_there_and_back_is_the_same_object(tree_maker, table):
    """SymPy to tree, printed, read, and to SymPy again: equal, for everything SymPy can say."""
    kept = 0
    for seed in range(400):
        try:
            first = to_sympy(tree_maker(seed, scalar_only=True).statement(2), table)
            node = from_sympy(first, table)
            text = write(node)
            second = to_sympy(read_one(text, table).statement, table)
        except (LatexError, TooLarge):
            continue
        assert second == first or sp.simplify(second - first) == 0, (seed, text)
        kept += 1
    assert kept > 100
