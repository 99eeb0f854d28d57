"""Derivatives: true gradients are proved, wrong ones refuted, what has no rule left undecided."""

import random
from fractions import Fraction

import pytest

from symconv.algebra.named_polynomial import Polynomial, total
from symconv.latex.bridge import to_sympy
from symconv.latex.reader import read_one
from symconv.latex.tree import Indexed, Number, Symbol
from symconv.notation import Domain, SymbolTable, functions, name, scalars, tensors
from symconv.proof.author import define
from symconv.proof.context import Context, Formula, Tensor
from symconv.proof.derivatives.rules import Differentiator, Variable
from symconv.proof.differentiation import decide
from symconv.proof.evaluation.evaluator import Evaluator
from symconv.proof.prove import decide as decide_by_all
from symconv.proof.verdict import Exhausted, Proved, Refuted, Undecided

TABLE = SymbolTable.of(
    scalars("s d k n m", Domain.POSITIVE),
    scalars("p", Domain.NATURAL),
    scalars("i j o t a", Domain.INTEGER),
    scalars("L f q z c"),
    scalars("r", Domain.POSITIVE_REAL),
    functions(r"\ell h h'"),
    tensors("x y w g u v b", rank=1),
    tensors("W", rank=2),
)


def read(latex):
    return read_one(latex, TABLE).statement


def context(*definitions, given=(), hypotheses=()):
    """Definitions are pairs of LaTeX and sizes, given tensors pairs of a name and sizes."""
    found = {}
    for latex, *shape in definitions:
        defined = define(latex, "by definition", TABLE, shape=shape)
        found[defined.name] = defined.definition
    for spelling, *shape in given:
        found[read(spelling).name] = Tensor(tuple(map(read, shape)))
    return Context(TABLE, found, tuple(map(read, hypotheses)))


CONV = context(
    (r"y_{o} := \sum_{t=0}^{k-1} w_{t} x_{s o + d t - p} + q", "m"),
    (r"L := \ell\left(y\right)",),
    (r"g_{o} := \frac{\partial L}{\partial y_{o}}", "m"),
    given=[("x", "n"), ("w", "k")],
    hypotheses=[r"0 \le i < n", r"0 \le a < k", r"0 \le o < m"],
)
NORM = context(
    (r"y_{o} := \sum_{i=0}^{n-1} W_{o,i} x_{i}", "m"),
    (r"f := \sum_{o=0}^{m-1} y_{o}^{2}",),
    given=[("x", "n"), ("W", "m", "n")],
    hypotheses=[r"0 \le i < n", r"0 \le o < m"],
)
FREE = context(given=[("x", "n"), ("v", "n")], hypotheses=[r"0 \le i < n", r"0 \le j < n"])
LOGISTIC = context((r"f := \frac{1}{1 + \exp\left(-z\right)}",))
NONE = context()

TRUE = [
    (r"\frac{\partial L}{\partial y_{o}} = g_{o}", CONV),
    (
        r"\frac{\partial L}{\partial x_{i}} = \sum_{o=0}^{m-1} g_{o} "
        r"\frac{\partial y_{o}}{\partial x_{i}} "
        r"= \sum_{o=0}^{m-1} \sum_{t=0}^{k-1} g_{o} w_{t} [i = s o + d t - p]",
        CONV,
    ),
    (r"\frac{\partial L}{\partial w_{a}} = \sum_{o=0}^{m-1} g_{o} x_{s o + d a - p}", CONV),
    (r"\frac{\partial L}{\partial q} = \sum_{o=0}^{m-1} g_{o}", CONV),
    (r"\frac{\partial y_{o}}{\partial x_{i}} = \sum_{t=0}^{k-1} w_{t} [i = s o + d t - p]", CONV),
    (r"\frac{\partial y_{o + m}}{\partial x_{i}} = 0", CONV),
    (r"\frac{\partial y_{o + m}}{\partial q} = 0", CONV),
    (r"\frac{\partial f}{\partial y_{o}} = 2 y_{o}", NORM),
    (r"\frac{\partial f}{\partial y} = 2 y = 2 W x", NORM),
    (r"\frac{\partial f}{\partial W_{o,i}} = 2 y_{o} x_{i}", NORM),
    (r"\frac{\partial f}{\partial W} = 2 W x x^{\top}", NORM),
    (r"\frac{\partial f}{\partial x} = 2 W^{\top} W x", NORM),
    (r"\frac{\partial^2 f}{\partial x_{i} \partial x_{j}} = "
     r"2 \sum_{o=0}^{m-1} W_{o,i} W_{o,j}",
     context(*[(r"f := \sum_{o=0}^{m-1} \left(\sum_{i=0}^{n-1} W_{o,i} x_{i}\right)^{2}",)],
             given=[("x", "n"), ("W", "m", "n")],
             hypotheses=[r"0 \le i < n", r"0 \le j < n"])),
    (r"\frac{\partial}{\partial x_{i}} \left(\sum_{i=0}^{n-1} x_{i}^{2}\right) = 2 x_{i}", FREE),
    (r"\frac{\partial}{\partial x_{i}} \left(\sum_{j=0}^{i} x_{j}\right) = 1", FREE),
    (r"\frac{\partial x_{j}}{\partial x_{i}} = [i = j]", FREE),
    (r"\frac{\partial x_{j + n}}{\partial x_{j + n}} = 0", FREE),
    (r"\frac{\partial}{\partial x_{i}} \left(\sum_{j=0}^{n} x_{j + 1}\right) = [1 \le i]", FREE),
    (r"\frac{\partial v_{j}}{\partial x_{i}} = 0", FREE),
    (r"\frac{\partial f}{\partial z} = f \left(1 - f\right)", LOGISTIC),
    (r"\frac{\mathrm{d}}{\mathrm{d} z} h(z)^{2} = 2 h(z) h'(z)", NONE),
    (r"\frac{\mathrm{d}}{\mathrm{d} z} h(c z) = c h'(c z)", NONE),
    (r"\frac{\partial}{\partial r} \sqrt{r} = \frac{1}{2 \sqrt{r}}", NONE),
    (r"\frac{\partial}{\partial r} r^{-\frac{1}{2}} = -\frac{1}{2} r^{-\frac{3}{2}}", NONE),
    (r"\frac{\partial}{\partial r} \left(\frac{c}{r}\right) = -\frac{c}{r^{2}}", NONE),
    (r"\frac{\partial}{\partial z} \left(z^{5}\right) = 5 z^{4}", NONE),
    (r"\frac{\partial}{\partial z} \tanh(z) = 1 - \tanh(z)^{2}", NONE),
    (r"\frac{\partial}{\partial r} \log(c r) = \frac{1}{r}",
     context(hypotheses=[r"c > 0"])),
    (r"\frac{\partial}{\partial q} \left(q \sum_{j=0}^{n-1} x_{j}\right) "
     r"= \sum_{j=0}^{n-1} x_{j}", FREE),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "where"), TRUE, ids=[t[0][:70] for t in TRUE])
def test_a_true_gradient_is_proved(latex, where) -> None:
    """For all sizes and values at once."""
    verdict = decide(read(latex), where)
    assert isinstance(verdict, Proved), verdict
    assert verdict.method.startswith("differentiation, ")
    assert isinstance(decide_by_all(read(latex), where), Proved)


WRONG = {
    "kernel not rotated": (
        r"\frac{\partial L}{\partial x_{i}} = \sum_{o=0}^{m-1} \sum_{t=0}^{k-1} "
        r"g_{o} w_{k - 1 - t} [i = s o + d t - p]", CONV),
    "padding off by one": (
        r"\frac{\partial L}{\partial x_{i}} = \sum_{o=0}^{m-1} \sum_{t=0}^{k-1} "
        r"g_{o} w_{t} [i = s o + d t - p + 1]", CONV),
    "dilation forgotten": (
        r"\frac{\partial L}{\partial w_{a}} = \sum_{o=0}^{m-1} g_{o} x_{s o + a - p}", CONV),
    "sum forgotten": (r"\frac{\partial L}{\partial q} = g_{o}", CONV),
    "last output forgotten": (r"\frac{\partial L}{\partial q} = \sum_{o=0}^{m-2} g_{o}", CONV),
    "factor 2 forgotten": (r"\frac{\partial f}{\partial W_{o,i}} = y_{o} x_{i}", NORM),
    "sign": (r"\frac{\partial f}{\partial y_{o}} = -2 y_{o}", NORM),
    "transposed": (
        r"\frac{\partial f}{\partial x_{i}} = 2 \sum_{o=0}^{m-1} W_{o,o} y_{o}", NORM),
    "every element": (r"\frac{\partial x_{j}}{\partial x_{i}} = 1", FREE),
    "derivative under the sum": (
        r"\frac{\partial}{\partial x_{i}} \left(\sum_{i=0}^{n-1} x_{i}^{2}\right) = "
        r"\sum_{i=0}^{n-1} 2 x_{i}", FREE),
    "logistic": (r"\frac{\partial f}{\partial z} = \frac{z}{2}",
                 context((r"f := \frac{z^{2}}{2 + c}",), hypotheses=[r"0 \le c"])),
}  # fmt: skip


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_gradient_is_refuted(fault) -> None:
    """With a counterexample, and for index sums with the difference in normal form."""
    latex, where = WRONG[fault]
    verdict = decide(read(latex), where)
    assert isinstance(verdict, Refuted), verdict
    assert verdict.counterexample
    if where in (CONV, NORM, FREE):
        assert "the difference of the sides is" in verdict.detail


def test_the_difference_names_what_is_missing() -> None:
    """Half of the gradient is missing: the difference is the other half."""
    latex, where = WRONG["factor 2 forgotten"]
    verdict = decide(read(latex), where)
    assert isinstance(verdict, Refuted)
    assert "W_{" in verdict.detail
    assert "x_{" in verdict.detail


UNDECIDED = {
    "an index that depends on the variable": (
        r"\frac{\partial v_{\lfloor q \rfloor}}{\partial q} = 0", FREE, "an index of v depends"),
    "a whole array": (
        r"\frac{\partial}{\partial x_{i}} \left(x^{\top} x\right) = 2 x_{i}", FREE, "transposed"),
    "the index of a sum": (
        r"\frac{\partial}{\partial q} \left(\sum_{q=0}^{n-1} x_{q}\right) = 0", FREE,
        "q does not vary"),
    "a range that depends on the variable": (
        r"\frac{\partial}{\partial q} \left(\sum_{j=0}^{\lfloor q \rfloor} x_{j}\right) = 0", FREE,
        "range of summation"),
    "an integer": (r"\frac{\partial}{\partial n} \left(n q\right) = q", NONE, "continuously"),
    "sizes unknown": (
        r"\frac{\partial u_{i}}{\partial u_{j}} = [i = j]", NONE, "sizes of u are not stated"),
    "a second derivative of an unknown function": (
        r"\frac{\partial^2 L}{\partial x_{i} \partial x_{i}} = 0", CONV, "no element formula"),
    "an exponent": (r"\frac{\partial}{\partial z} \left(2^{z}\right) = 1", NONE, "power"),
    "a function without a rule": (
        r"\frac{\partial}{\partial z} \tan(z) = 1", NONE, "is not known"),
    "a function whose constant is not declared": (
        r"\frac{\partial}{\partial z} \operatorname{erf}(z) = 1", NONE, "needs \\pi"),
    "a bound index in a whole gradient": (
        r"\sum_{j=0}^{n-1} \frac{\partial x_{j}}{\partial x} = v", FREE, "bound index"),
    "an index that is also defined": (
        r"\sum_{c=0}^{n-1} \frac{\partial x_{c}}{\partial x_{i}} = 1",
        context((r"c := 2 q",), given=[("x", "n")]), "c is an index here and a defined name"),
    "a circle": (
        r"\frac{\partial f}{\partial q} = 1",
        context((r"f := q + L",), (r"L := 2 f",)), "leads back to itself"),
    "two arguments": (
        r"\frac{\partial f}{\partial x_{i}} = 0",
        context((r"f := \ell\left(x\right) + \ell\left(v\right)",),
                given=[("v", "n"), ("x", "n")], hypotheses=[r"0 \le i < n"]),
        None),
}  # fmt: skip


@pytest.mark.parametrize("case", UNDECIDED)
def test_what_has_no_rule_is_not_judged(case) -> None:
    """The reason says what is missing."""
    latex, where, reason = UNDECIDED[case]
    verdict = decide(read(latex), where)
    if reason is None:
        assert not isinstance(verdict, Proved | Exhausted)
        return
    assert isinstance(verdict, Undecided), verdict
    assert reason in " ".join(verdict.reasons)


def test_an_unknown_function_of_two_tensors_has_two_gradients() -> None:
    """They are different, so one name for both would prove false things."""
    where = context(
        (r"f := \ell\left(x\right) - \ell\left(y\right)",),
        (r"y_{o} := 2 x_{o}", "n"),
        given=[("x", "n")],
        hypotheses=[r"0 \le i < n"],
    )
    verdict = decide(read(r"\frac{\partial f}{\partial x_{i}} = 0"), where)
    assert isinstance(verdict, Undecided)
    assert "two different tensors" in " ".join(verdict.reasons)


def test_statements_without_derivatives_are_left_to_others() -> None:
    """Then nothing is said at all."""
    assert decide(read("q = q"), NONE) == Undecided()


def test_a_number_at_a_point() -> None:
    """A tensor that is given by numbers varies while it is the variable."""
    entries = tuple(Number(Fraction(v)) for v in (3, 4))
    where = Context(TABLE, {name("x"): Tensor((Number(Fraction(2)),), entries)})
    norm = r"\frac{\partial}{\partial x} \left(\sum_{i=0}^{1} x_{i}^{2}\right)"
    right = decide(read(norm + r" = \begin{bmatrix} 6 \\ 8 \end{bmatrix}"), where)
    wrong = decide(read(norm + r" = \begin{bmatrix} 6 \\ 9 \end{bmatrix}"), where)
    assert isinstance(right, Exhausted)
    assert isinstance(wrong, Refuted)


NODES = (
    "x_{%s} x_{%s}", "2 x_{%s} - v_{%s}", r"x_{%s}^{3} + q", r"\left(x_{%s} + q\right)^{2} v_{%s}",
    r"\sum_{i=0}^{2} x_{i} v_{i - %s}", r"\sum_{i=0}^{1} \sum_{j=0}^{i} x_{j + %s}^{2}",
    r"\frac{x_{%s}^{2}}{3}", r"-x_{%s} [%s = 1]",
)  # fmt: skip


def expression(source: random.Random, depth: int, index: str) -> str:
    template = source.choice(NODES)
    places = [source.choice([index, "0", "1", "2", f"{index} + 1"]) for _ in range(2)]
    found = template % tuple(places[: template.count("%s")])
    if depth:
        inner = expression(source, depth - 1, index)
        found = source.choice([r"\left(%s\right) \left(%s\right)", r"%s + %s"]) % (found, inner)
    return found


def differentiate(value, generator: str):
    """The derivative of a polynomial, by its monomials."""
    if not isinstance(value, Polynomial):
        return 0
    parts = []
    for monomial, coefficient in value.terms.items():
        if generator in monomial:
            rest = list(monomial)
            rest.remove(generator)
            times = coefficient * monomial.count(generator)
            parts.append(Polynomial({tuple(rest): times}) if rest else times)
    return total(parts)


@pytest.mark.parametrize("seed", range(60))
def test_rules_agree_with_polynomials(seed) -> None:
    """The second road: unfold everything at a small size, then differentiate monomials."""
    source = random.Random(seed)
    where = context(
        (rf"u_{{o}} := {expression(source, 1, 'o')}", "3"),
        (rf"y_{{o}} := {expression(source, 1, 'o').replace('v', 'u')}", "3"),
        (rf"f := \sum_{{o=0}}^{{2}} y_{{o}} u_{{2 - o}} + {expression(source, 0, '1')}",),
        given=[("x", "3"), ("v", "3")],
    )
    whole = Evaluator(where).compile(read("f"), {})({})
    for place in range(4):
        rules = Differentiator(where)
        slope = rules.of(read("f"), Variable(name("x"), (Number(Fraction(place)),)))
        inner = Context(rules.names.symbols, rules.names.definitions)
        found = Evaluator(inner).compile(slope, {})({})
        expected = differentiate(whole, f"x_{{{place}}}") if place < 3 else found
        assert found == expected


SMOOTH = (
    r"\exp\left(%s\right)",
    r"\tanh\left(%s\right)",
    r"\sin\left(%s\right)",
    r"\cos\left(%s\right)",
    r"\sinh\left(%s\right)",
    r"\cosh\left(%s\right)",
    r"\log\left(2 + \left(%s\right)^{2}\right)",
    r"\frac{%s}{3 + z^{2}}",
    r"\left(%s\right)^{3}",
    r"\sqrt{1 + \left(%s\right)^{2}}",
    r"z \cdot \left(%s\right)",
    r"\left(2 + \sin(%s)\right)^{-2}",
    r"\left|\left(%s\right) + 9\right|",
)


@pytest.mark.parametrize("seed", range(60))
def test_rules_agree_with_sympy(seed) -> None:
    """Functions of one number, against another program's derivative, in floating point."""
    import sympy as sp

    source = random.Random(seed)
    latex = "z"
    for _ in range(source.randint(1, 3)):
        latex = source.choice(SMOOTH) % latex
    tree = read(latex)
    slope = Differentiator(NONE).of(tree, Variable(name("z")))
    z = sp.Symbol("z", real=True)
    ours, theirs = (
        sp.lambdify(z, e.subs(dict.fromkeys(e.free_symbols, z)), "math")
        for e in (to_sympy(slope, TABLE), sp.diff(to_sympy(tree, TABLE), *_names(tree)))
    )
    for point in (-0.7, 0.31, 0.9):
        assert ours(point) == pytest.approx(theirs(point), rel=1e-9, abs=1e-12)


def _names(tree):
    return [next(iter(to_sympy(tree, TABLE).free_symbols))]


def test_an_element_outside_is_no_variable() -> None:
    """The definition of a derivative has the sizes of both tensors."""
    rules = Differentiator(CONV)
    rules.of(read("y_{o}"), Variable(name("x"), (Symbol(name("i")),)))
    made = next(d for n, d in rules.names.definitions.items() if " " in n.base)
    assert isinstance(made, Formula)
    assert made.shape == (Symbol(name("m")), Symbol(name("n")))
    assert isinstance(rules.of(read("y_{o}"), Variable(name("x"), (Symbol(name("i")),))), Indexed)


KNOWN = [r"\frac{\partial L}{\partial x_{i}} = v_{i}", r"0 \le i < n", r"0 \le j < n"]


def test_an_earlier_line_about_the_same_derivative_is_used() -> None:
    """Without knowing what the derivative is."""
    where = context((r"L := \ell\left(x\right)",), given=[("x", "n"), ("v", "n")], hypotheses=KNOWN)
    line = r"2 \frac{\partial L}{\partial x_{i}} = 2 v_{i}"
    assert isinstance(decide(read(line), where), Proved)
    assert isinstance(decide(read(line.replace("v_{i}", "v_{i} + q")), where), Refuted | Undecided)


@pytest.mark.parametrize(
    "line",
    [
        r"\frac{\partial L}{\partial x_{j}} = v_{j}",
        r"\sum_{i=0}^{n-1} \frac{\partial L}{\partial x_{i}} = n v_{i}",
        r"\forall i \in \{0, \dots, n - 1\} : \frac{\partial L}{\partial x_{i}} = v_{i}",
    ],
)
def test_an_earlier_line_says_nothing_of_other_indices(line) -> None:
    """The index of the hypothesis is that one index."""
    where = context((r"L := \ell\left(x\right)",), given=[("x", "n"), ("v", "n")], hypotheses=KNOWN)
    assert not isinstance(decide(read(line), where), Proved | Exhausted)


def test_equal_definitions_keep_their_derivatives_apart() -> None:
    """Two names with one value are two variables."""
    where = context(
        (r"y_{o} := x_{o}", "n"), (r"u_{o} := x_{o}", "n"),
        (r"f := \sum_{o=0}^{n-1} y_{o}^{2} u_{o}",),
        given=[("x", "n")], hypotheses=[r"0 \le i < n"],
    )  # fmt: skip
    assert isinstance(
        decide(read(r"\frac{\partial f}{\partial y_{i}} = 2 x_{i}^{2}"), where), Proved
    )
    assert isinstance(decide(read(r"\frac{\partial f}{\partial u_{i}} = x_{i}^{2}"), where), Proved)
    equal = read(r"\frac{\partial f}{\partial u_{i}} = \frac{\partial f}{\partial y_{i}}")
    assert isinstance(decide(equal, where), Refuted)


def test_an_index_is_not_captured_by_a_sum_in_a_definition() -> None:
    """An element at t of a definition that sums over t."""
    where = context(
        (r"y_{o} := x_{o} \sum_{t=0}^{n-1} v_{t - o}", "n"),
        given=[("x", "n"), ("v", "n")], hypotheses=[r"0 \le t < n"],
    )  # fmt: skip
    line = r"\frac{\partial y_{t}}{\partial x_{t}} = \sum_{j=0}^{n-1} v_{j - t}"
    assert isinstance(decide(read(line), where), Proved)
