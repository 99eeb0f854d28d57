"""Gradient theorems: wrong gradients are named, PyTorch and direct differentiation agree."""

import itertools
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from symconv.algebra.named_polynomial import Polynomial
from symconv.errors import GivenError, ProofError, ShapeError
from symconv.latex.reader import read_one
from symconv.latex.tree import Chain, Derivative, Indexed, Number, Symbol
from symconv.notation import name
from symconv.proof.context import Context, Formula, Tensor
from symconv.proof.differentiation import differentiated
from symconv.proof.evaluation.evaluator import Evaluator
from symconv.proof.exact_evaluation import value
from symconv.proof.prove import context_of, decide, prove
from symconv.proof.verdict import Refuted, Undecided, describe
from symconv.theorems import derive

CONV = ("conv_gradients", {"size": ["T"], "dilation": "D"})
PLANE = ("conv_gradients", {"stride": 1, "padding": 0})
GROUPS = ("conv_gradients", {"size": ["T"], "groups": "G"})
NORM = ("squared_norm_gradients", {})
LEAST = ("least_squares_gradients", {})
CROSS = ("softmax_cross_entropy_gradients", {})
MLP = ("mlp_gradients", {})
AVERAGE = ("pool_gradients", {"rank": 1})
LARGEST = ("pool_gradients", {"kind": "max", "rank": 1})
DROP = ("dropout_gradients", {})
ADJOINT = ("conv_transpose_is_adjoint", {"rank": 1})
WRONG = {
    "kernel not rotated": (CONV, -1, "r_{a, o, t}", "w_{o, a, t}"),
    "pad off by one": (CONV, -1, "- P", "- P + 1"),
    "dilation forgotten in the pad": (CONV, -1, r"D \cdot \left(K - 1\right)", "(K - 1)"),
    "no zeros between": (CONV, -1, r"\hat{g}", "g"),
    "gathered with the wrong sign": (CONV, -2, "j + P", "j - P"),
    "stride forgotten": (CONV, -3, r"S i + D t", "i + D t"),
    "tap shifted": (CONV, -3, "D t - P", "D t - P - 1"),
    "weight sees the output": (CONV, 4, "x_{n, c", "x_{n, o"),
    "weight without dilation": (CONV, 4, r"D \cdot u", "u"),
    "batch not summed": (CONV, 4, r"\sum_{n = 0}^{N - 1} ", ""),
    "bias counts one output": (CONV, 1, r"\sum_{i = 0}^{T' - 1} ", ""),
    "bias without the last output": (CONV, 1, "T' - 1", "T' - 2"),
    "sign of the gradient": (CONV, 1, r"g_{n, o, i}", r"\left(-g_{n, o, i}\right)"),
    "rows and columns swapped": (PLANE, -1, "r_{a, o, t, t'}", "r_{a, o, t', t}"),
    "channels across groups": (GROUPS, 7, r"a \bmod C'", "a"),
    "groups forgotten": (GROUPS, 7, r"F' \cdot \left\lfloor \frac{a}{C'} \right\rfloor + o, i}",
                         "o, i}"),
    "factor 2 forgotten": (NORM, 2, r"= 2 \left(W x\right)", r"= \left(W x\right)"),
    "factor 2 of the input": (NORM, 4, r"= 2 W", "= W"),
    "outer product for inner": (NORM, 1, r"2 y_{i} x_{j}", r"2 y_{i} x_{j} x_{j}"),
    "sum over the wrong index": (NORM, 3, r"2 \sum_{k=0}^{m - 1} y_{k} W_{k,j}",
                                 r"2 \sum_{k=0}^{n - 1} y_{j} W_{j,k}"),
    "mean forgotten": (LEAST, 1, r"\frac{2}{m} \sum", r"2 \sum"),
    "m - 1 for m": (LEAST, 1, r"= \frac{2}{m}", r"= \frac{2}{m - 1}"),
    "3 for m": (LEAST, 1, r"= \frac{2}{m} \sum", r"= \frac{2}{3} \sum"),
    "targets with the wrong sign": (LEAST, 2, "X w - t", "X w + t"),
    "targets forgotten": (CROSS, 3, r"\tau_{n} p_{n,c} - t_{n,c}", r"\tau_{n} p_{n,c}"),
    "batch mean forgotten": (CROSS, 3, r"\frac{1}{N} \left(", r"\left("),
    "softmax without the sum": (CROSS, 2, "[c = k] - p_{n,k}", "[c = k]"),
    "mask of ReLU forgotten": (MLP, 4, r" \operatorname{step}\left(a_{j}\right)", ""),
    "weights not transposed": (MLP, 3, "V_{k,j}", "V_{j,k}"),
    "error of the square": (MLP, 0, "= y_{k} - t_{k}", r"= 2 \left(y_{k} - t_{k}\right)"),
    "mean of a pool forgotten": (AVERAGE, -1, r"\frac{1}{k} ", ""),
    "mask of a pool forgotten": (LARGEST, -1, "M_{i, t} ", ""),
    "pool without its stride": (AVERAGE, -1, "s i + t", "i + t"),
    "dropout without its factor": (DROP, -1, r"\frac{m_{i} g_{i}}{q}", "m_{i} g_{i}"),
    "dropout without its mask": (DROP, -1, "m_{i} g_{i}", "g_{i}"),
    "adjoint of the flipped kernel": (ADJOINT, 0, "w_{o, c, t} x_{c, j} [j", "w_{o, c, k - 1 - t} "
                                      "x_{c, j} [j"),
}  # fmt: skip


NAMED = ("the difference of the sides is", "should be", "differ; at")


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_gradient_is_named(fault) -> None:
    """It is not shown, and the message gives the difference of the sides or a counterexample."""
    (theorem, givens), number, old, new = WRONG[fault]
    derivation = derive(theorem, **givens)
    line = derivation.steps[number]
    assert old in line.latex, line.latex
    wrong = read_one(line.latex.replace(old, new, 1), derivation.symbols).statement
    verdict = decide(wrong, context_of(derivation))
    assert isinstance(verdict, Refuted | Undecided)
    said = describe(verdict)
    assert any(words in said for words in NAMED), said


def test_cross_entropy_needs_targets_that_add_up() -> None:
    """(p - t) / N is refused for arbitrary targets."""
    derivation = derive("softmax_cross_entropy_gradients")
    assert derivation.hypotheses[-1][0] == r"\tau_{n} = 1"
    known = context_of(derivation)
    free = replace(known, hypotheses=known.hypotheses[:-1])
    before, closed = (derivation.steps[n].statement for n in (-2, -1))
    assert not isinstance(decide(before, free), Refuted | Undecided)
    assert not isinstance(decide(closed, known.assuming(before)), Refuted | Undecided)
    assert isinstance(decide(closed, free), Refuted | Undecided)
    assert isinstance(decide(closed, free.assuming(before)), Refuted | Undecided)


CONFIGS = [
    (7, 3, s, p, d, g)
    for s, p, d, g in itertools.product((1, 2, 3), (0, 1, 3), (1, 2), (1, 2))
] + [(6, 1, 2, 0, 1, 1), (5, 5, 1, 4, 1, 1), (9, 2, 4, 1, 3, 2)]  # fmt: skip


@pytest.mark.parametrize("config", CONFIGS, ids=str)
def test_formulas_agree_with_pytorch(config) -> None:
    """dL/dx, dL/dw, dL/db as printed, evaluated exactly, against automatic differentiation."""
    torch = pytest.importorskip("torch")
    n, k, s, p, d, groups = config
    derivation = derive(
        "conv_gradients", size=[n], kernel_size=k, stride=s, padding=p, dilation=d, groups=groups,
        in_channels=2 * groups, out_channels=2 * groups, batch=2,
    )  # fmt: skip
    source = np.random.default_rng(0)
    x, w = source.integers(-9, 10, (2, 2 * groups, n)), source.integers(-9, 10, (2 * groups, 2, k))
    b = source.integers(-9, 10, 2 * groups)
    tensors = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (x, w, b)]
    y = torch.nn.functional.conv1d(*tensors, stride=s, padding=p, dilation=d, groups=groups)
    g = source.integers(-9, 10, tuple(y.shape))
    (y * torch.tensor(g, dtype=torch.float64)).sum().backward()
    answers = zip(results(derivation), tensors, strict=True)
    for (indices, formula), expected in answers:
        found = tabulated(derivation, indices, formula, {"x": x, "w": w, "g": g}, expected.shape)
        assert np.allclose(found.astype(float), expected.grad.numpy(), rtol=1e-12, atol=0)


def results(derivation):
    """The indices and the formula of every boxed gradient."""
    for number in (-1, 4, 1):
        chain = derivation.steps[number].statement
        assert isinstance(chain, Chain)
        assert isinstance(chain.sides[0], Derivative)
        (variable,) = chain.sides[0].variables
        assert isinstance(variable, Indexed)
        yield tuple(i.name for i in variable.indices), chain.sides[-1]


def tabulated(derivation, indices, formula, arrays, shape):
    known = {d.name: d.definition for d in derivation.definitions}
    known |= {name(k): Tensor(numbers_of(v.shape), nested(v)) for k, v in arrays.items()}
    table = name(r"\mathrm{table}")
    known[table] = Formula(formula, indices, numbers_of(shape))
    return np.array(value(Symbol(table), Context(derivation.symbols, known)), dtype=object)


def numbers_of(sizes):
    return tuple(Number(Fraction(int(n))) for n in sizes)


def nested(array):
    if array.ndim == 0:
        tree = Number(Fraction(abs(int(array))))
        return (
            tree if array >= 0 else read_one(str(int(array)), derive(*DROP[:1]).symbols).statement
        )
    return tuple(nested(part) for part in array)


@pytest.mark.parametrize(("s", "p", "d"), [(1, 0, 1), (2, 1, 1), (1, 1, 2), (3, 2, 1)])
def test_direct_differentiation_of_the_inlined_loss(s, p, d) -> None:
    """The second road: the loss as one polynomial in the inputs, differentiated by monomials."""
    derivation = derive("conv_gradients", size=[4], kernel_size=2, stride=s, padding=p, dilation=d,
                        in_channels=1, out_channels=1, batch=1)  # fmt: skip
    context = context_of(derivation)
    _, plain = differentiated(derivation.steps[0].statement, context)
    upstream = plain.definitions[name("g")]
    loss = read_one(r"\sum_{i=0}^{9} g_{0, 0, i} y_{0, 0, i}", derivation.symbols).statement
    free = {**plain.definitions, name("g"): Tensor(upstream.shape)}
    whole = Evaluator(Context(plain.symbols, free)).compile(loss, {})({})
    formula = derivation.steps[-1].statement.sides[-1]
    for j in range(4):
        at = {name(i): Formula(Number(Fraction(v))) for i, v in (("n", 0), ("a", 0), ("j", j))}
        found = Evaluator(Context(plain.symbols, {**free, **at})).compile(formula, {})({})
        assert found == slope_of(whole, f"x_{{0, 0, {j}}}")


def slope_of(whole, generator):
    parts = {}
    for monomial, coefficient in whole.terms.items():
        if generator in monomial:
            rest = list(monomial)
            rest.remove(generator)
            parts[tuple(rest)] = coefficient * monomial.count(generator)
    return Polynomial(parts) if parts else 0


BAD = [
    ("conv_gradients", {"groups": 2, "in_channels": 3, "out_channels": 4}, "in_channels",
     "which 2 groups do not divide"),
    ("conv_gradients", {"groups": "G", "in_channels": 3}, "in_channels", "the symbol G"),
    ("conv_gradients", {"size": ["n"], "kernel_size": "t"}, "size", "means something else"),
    ("conv_gradients", {"size": ["T"], "batch": "g"}, "batch", "means something else"),
    ("conv_gradient_by_hand", {"X": [1, 2, 3], "W": [1, 1], "G": [1]}, "G", "the output has"),
    ("conv_gradient_by_hand", {"X": [1, 2], "W": [1], "G": [1, 1], "by": "image"}, "by",
     "is 'image'"),
    ("squared_norm_gradients", {"W": [[1, 2]]}, "x", "x is not given, and other arrays are"),
    ("squared_norm_gradients", {"W": [[1, 2]], "x": [1, 2, 3]}, "x", "3 where 2 is expected"),
    ("squared_norm_gradients", {"W": [1, 2], "x": [1, 2]}, "W", "1 axes; 2 are needed"),
    ("squared_norm_gradients", {"rows": "x"}, "size", "the letter x means something else"),
    ("batch_norm_of_gaussian", {"deviation": 0}, "deviation", "must be positive"),
    ("batch_norm_of_gaussian", {"epsilon": -1}, "epsilon", "must not be negative"),
    ("batch_norm_of_gaussian", {"mean": "x"}, "mean", "the letter x means something else"),
    ("batch_norm_of_gaussian_2d", {"correlation": 1}, "correlation", "between -1 and 1"),
    ("batch_norm_of_gaussian_2d", {"mean": [1]}, "mean", "a list of 2"),
    ("activation_gradients", {"function": "relo"}, "function", "is 'relo'"),
    ("pool_gradients", {"kind": "sum"}, "kind", "is 'sum'"),
    ("softmax_cross_entropy_gradients", {"batch": 1}, "batch", "at least 2"),
]  # fmt: skip


@pytest.mark.parametrize(("theorem", "givens", "given", "message"), BAD)
def test_a_bad_given_is_refused(theorem, givens, given, message) -> None:
    """By name, with what is wrong."""
    with pytest.raises((GivenError, ShapeError), match=message) as caught:
        derive(theorem, **givens)
    assert caught.value.given == given


def test_a_changed_number_stops_the_sheet() -> None:
    """A wrong value in a worked example is an error that names the step."""
    derivation = derive("conv_gradient_by_hand", X=[1, 2, 3], W=[1, -1], G=[1, 10], by="input")
    step = derivation.steps[4]
    latex = step.latex.replace("= 9", "= 8")
    assert latex != step.latex
    wrong = replace(step, latex=latex, statement=read_one(latex, derivation.symbols).statement)
    steps = (*derivation.steps[:4], wrong, *derivation.steps[5:])
    with pytest.raises(ProofError, match=r"step 5 of .*refuted"):
        prove(replace(derivation, steps=steps))
