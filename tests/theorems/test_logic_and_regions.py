"""Logic, local maps, identified regions, minimum norm: answers, refusals, and wrong proofs."""

import itertools
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from symconv.errors import GivenError, WitnessError
from symconv.latex.reader import read_one
from symconv.proof.derivation import Answer, Defined, Derivation
from symconv.proof.prove import judge, prove
from symconv.proof.verdict import Exhausted, Proved
from symconv.theorems import derive

AND, OR, XOR = [0, 0, 0, 1], [0, 1, 1, 1], [0, 1, 1, 0]
NET = ["[[3/2], [1/2]] x + [0, 1]", "[[1, 2], [2, 1]] x + [0, 1]", "[[1, 1]] x + [-1]"]


def forward(layers: list[tuple[Any, Any]], x: Any) -> Any:
    """A rectified network by plain NumPy, in fractions."""
    h = np.array([Fraction(v) for v in np.atleast_1d(x)], dtype=object)
    for n, (w, b) in enumerate(layers):
        h = np.array(w, dtype=object) @ h + np.array(b, dtype=object)
        h = np.maximum(h, 0) if n + 1 < len(layers) else h
    return h


HALF = Fraction(1, 2)
LAYERS = [
    ([[3 * HALF], [HALF]], [0, 1]),
    ([[1, 2], [2, 1]], [0, 1]),
    ([[1, 1]], [-1]),
]


@pytest.mark.parametrize(
    ("table", "rule", "weights"),
    [
        (AND, ">=", ((1, 1), -2)),
        (OR, ">=", ((1, 1), -1)),
        (AND, ">", ((1, 1), -1)),
        (OR, ">", ((1, 1), 0)),
        ([1, 0, 0, 0], ">=", ((-1, -1), 0)),
        ([0, 0, 1, 0], ">=", ((1, -1), -1)),
    ],
)
def test_weights_found_by_hand(table: list[int], rule: str, weights: object) -> None:
    """The smallest ones, with the bias nearest to 0."""
    assert derive("threshold_weights", table=table, rule=rule).answer.value == weights


def test_the_local_maps_of_the_problem_set() -> None:
    """By hand: 6x + 3 at 2 and at 1, 1.5x + 3 at -1; checked by values around the points."""
    found = derive("local_linear_map", layers=NET, points=[2, -1, 1]).answer.value
    assert found == ((6, 3), (Fraction(3, 2), 3), (6, 3))
    assert isinstance(found, tuple)
    for (w, b), x in zip(found, [2, -1, 1], strict=True):  # type: ignore[misc]
        for step in (-Fraction(1, 100), 0, Fraction(1, 100)):
            assert forward(LAYERS, x + step)[0] == w * (x + step) + b


def test_local_maps_against_differences() -> None:
    """Random networks with two inputs: slope and intercept from three values of the network."""
    draw = np.random.default_rng(5)
    for _ in range(6):
        sizes = [2, *draw.integers(1, 4, 2), int(draw.integers(1, 3))]
        layers = [
            (
                draw.integers(-3, 4, (m, n)).tolist(),
                [Fraction(int(v), 7) for v in draw.integers(-9, 10, m)],
            )
            for n, m in itertools.pairwise(sizes)
        ]
        texts = [f"{w} x + [{', '.join(map(str, b))}]" for w, b in layers]
        point = [Fraction(int(v), 11) for v in draw.integers(-20, 20, 2)]
        try:
            derivation = derive(
                "local_linear_map",
                layers=texts,
                points=[[f"{p.numerator}/{p.denominator}" for p in point]],
            )
        except GivenError as error:
            assert "breakpoint" in str(error)  # noqa: PT017
            continue
        prove(derivation)
        ((slope, shift),) = derivation.answer.value  # type: ignore[misc]
        slope = np.array(slope, dtype=object).reshape(sizes[-1], 2)
        tiny = Fraction(1, 10**9)
        base = forward(layers, point)
        for axis in range(2):
            moved = [p + tiny * (i == axis) for i, p in enumerate(point)]
            assert ((forward(layers, moved) - base) / tiny).tolist() == slope[:, axis].tolist()
        shift = np.array(shift, dtype=object).reshape(-1)
        assert (slope @ np.array(point, dtype=object) + shift).tolist() == base.tolist()


def test_at_a_breakpoint_both_sides_are_given() -> None:
    """At 0 the slope of the problem set's network jumps from 1.5 to 6: no derivative."""
    derivation = derive("local_linear_map", layers=NET, points=[0])
    assert derivation.answer.value == ((Fraction(3, 2), 3), (6, 3))
    assert r"\ne" in derivation.answer.latex
    assert "no derivative" in derivation.remarks[0]
    smooth = derive(
        "local_linear_map", layers=["[[1], [-1]] x + [0, 0]", "[[1, -1]] x + [0]"], points=[0]
    )
    assert smooth.answer.value == ((1, 0), (1, 0))
    assert r"\ne" not in smooth.answer.latex
    assert "the derivative exists" in smooth.remarks[0]


def test_the_whole_function_agrees_with_values() -> None:
    """Breakpoints -2 and 0; each piece at its ends and in between."""
    derivation = derive("piecewise_form", layers=NET)
    assert derivation.answer.value == (0, "(3/2)*x + 3", "6*x + 3")
    for x in (-5, -2, -1, 0, 1, 7):
        piece = 0 if x <= -2 else Fraction(3, 2) * x + 3 if x <= 0 else 6 * x + 3
        assert forward(LAYERS, x)[0] == piece


@pytest.mark.parametrize("d", [1, 2, 3])
@pytest.mark.parametrize("depth", [1, 2])
def test_identified_regions_are_counted_on_a_grid(d: int, depth: int) -> None:
    """All preimages of (1/2, ..., 1/2) have dyadic coordinates: they are listed and counted."""
    grid = [Fraction(k, 2 ** (depth + 1)) for k in range(1, 2 ** (depth + 1))]
    count = 0
    for x in itertools.product(grid, repeat=d):
        y = list(x)
        for _ in range(depth):
            y = [abs(2 * v - 1) for v in y]
        count += all(v == HALF for v in y)
    assert derive("regions_identified_by_depth", dimension=d, layers=depth).answer.value == count


REFUSED = [
    ("threshold_weights", {"table": XOR}, "no threshold unit has this table"),
    ("threshold_weights", {"table": [0, 1, 1]}, "has 3 rows"),
    ("threshold_weights", {"table": [0, 2]}, "must list the values 0 and 1"),
    ("threshold_weights", {"table": [True, False]}, "must list the values 0 and 1"),
    ("threshold_weights", {"table": AND, "rule": "<"}, "rule must be one of '>=', '>'"),
    ("threshold_weights", {"table": AND, "label": "A B"}, "must be a word of letters and digits"),
    ("threshold_impossible", {"table": AND}, r"a threshold unit has this table: w = \(2, 2\)"),
    ("linear_layer_impossible", {"table": [0, 0, 1, 1]}, "a linear layer has this table"),
    ("two_layer_network_of_table", {"table": [0, 1, 1, 0, 1, 0, 0, 1], "activation": "square"},
     "polynomials of degree 2"),
    ("two_layer_network_of_table", {"table": XOR, "activation": "tanh"}, "must be one of 'relu'"),
    ("network_computes_table",
     {"table": XOR, "W1": [[1, 1], [1, 1]], "b1": [0, -1], "W2": [1, -1], "b2": 0},
     r"gives 1 at \(1, 1\), where the table has 0"),
    ("network_computes_table",
     {"table": XOR, "W1": [[1, 1]], "b1": [0, -1], "W2": [1], "b2": 0}, "b1 has the shape 2"),
    ("local_linear_map", {"layers": NET, "points": [[1, 2]]}, "points must list numbers"),
    ("local_linear_map", {"layers": ["[[1], [2, 3]] x + [0, 1]"], "points": [0]}, "is ragged"),
    ("local_linear_map", {"layers": ["W x + b"], "points": [0]}, "is not of the form W x"),
    ("local_linear_map", {"layers": ["[[1],, [2]] x + [0, 1]"], "points": [0]}, "out of place"),
    ("local_linear_map", {"layers": ["[[1], [2]] x + [0]"], "points": [0]}, "1 biases for 2 rows"),
    ("local_linear_map", {"layers": ["[[1, 1], [1, 1]] x + [0, 0]", "[[1, 1]] x + [0]"],
                          "points": [[1, -1]]}, "several maps meet there"),
    ("piecewise_form", {"layers": ["[[1, 2]] x + [0]"]}, r"from R\^2 to R\^1"),
    ("piecewise_form", {"layers": ["[[1], [1], [1], [1], [1], [1], [1], [1]] x "
                                   "+ [0, 1, 2, 3, 4, 5, 6, 7]",
                                   "[[1, 1, 1, 1, 1, 1, 1, 1]] x + [0]"]}, "9 stretches"),
    ("regions_identified_by_layer", {"fold": [0, 1]}, "w must not be 0"),
    ("regions_identified_by_layer", {"fold": [1]}, "the two numbers w and b"),
    ("regions_identified_by_layer", {"dimension": "x"}, "the letter x means something else"),
    ("regions_identified_by_matrix", {"layer": "[[1, 1], [1, 1]] x + [0, 0]"}, "not invertible"),
    ("regions_identified_by_matrix", {"layer": "[[1, 1]] x + [0]"}, "it must be square"),
    ("regions_identified_by_matrix", {"layer": "|x|"}, "is not of the form W x"),
    ("regions_identified_by_depth", {"fold": [1, 0]}, r"sends points outside \(0, 1\)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "givens", "message"), REFUSED)
def test_what_cannot_be_is_refused(name: str, givens: dict[str, Any], message: str) -> None:
    """With the fact, and the given that it is about."""
    with pytest.raises(GivenError, match=message) as caught:
        derive(name, **givens)
    assert caught.value.given in givens


CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "and": ("threshold_weights", {"table": AND, "label": "AND"}),
    "xor": ("threshold_impossible", {"table": XOR}),
    "linear": ("linear_layer_impossible", {"table": XOR}),
    "relu": ("two_layer_network_of_table", {"table": XOR}),
    "square": ("two_layer_network_of_table", {"table": XOR, "activation": "square"}),
    "local": ("local_linear_map", {"layers": NET, "points": [2, -1]}),
    "whole": ("piecewise_form", {"layers": NET}),
    "layer": ("regions_identified_by_layer", {}),
    "composition": ("regions_identified_by_composition", {}),
    "depth": ("regions_identified_by_depth", {}),
    "matrix": ("regions_identified_by_matrix", {"layer": "[[2, 1], [1, 2]] x + [-1, -1]"}),
    "descent": ("descent_finds_minimum_norm", {}),
    "solutions": ("least_squares_solutions", {}),
}
WRONG = [
    ("and", 0, r"\Rightarrow b < 0", r"\Rightarrow b < -1"),
    ("and", 0, r"w_{2} + b < 0 \wedge ", ""),
    ("and", 2, "= -1 < 0", r"= -1 \ge 0"),
    ("and", 5, r"\ge 0", "> 0"),
    ("and", 5, "t_{r}", "1 - t_{r}"),
    ("xor", 0, r"w_{2} + b\right) + ", r"2 w_{2} + b\right) + "),
    ("xor", 1, r"w_{2} + b \ge 0 \wedge ", ""),
    ("xor", 2, "b < 0", r"b \le 1"),
    ("xor", 3, r"\wedge b < 0", ""),
    ("linear", 2, r"w_{1} + b = 1", r"w_{1} + b = -1"),
    ("linear", 1, r"\ne 2", r"\ne 0"),
    ("relu", 0, r"1 & -1 \\ -1", r"1 & 1 \\ -1"),
    ("relu", 1, r"0 & 1 \\ 0 & 0", r"0 & 2 \\ 0 & 0"),
    ("square", 1, r"0 \\ 1 \\ 1 \\ 0", r"0 \\ -1 \\ 1 \\ 0"),
    ("local", 4, "< 2", "< 3"),
    ("local", 7, "6 x + 3", "6 x + 2"),
    ("local", 5, r"\frac{7}{2} x + 2", r"\frac{7}{2} x + 1"),
    ("local", 14, r"\frac{3}{2} x < 0", r"\frac{3}{2} x > 0"),
    ("local", 18, r"\frac{3}{2}", "6"),
    ("whole", 1, "x < -2", "x < -1"),
    ("whole", 14, "= 0", "= 1"),
    ("layer", 0, r"x = p \vee x = q", "x = p"),
    ("layer", 0, r"\lvert 2 x - 1 \rvert = y", r"\lvert 2 x + 1 \rvert = y"),
    ("layer", 1, r"\frac{1}{2}", r"\frac{1}{3}"),
    ("layer", 2, r"0 < x < \frac{1}{2} \vee ", ""),
    ("layer", 3, "= 2 x - 1", "= 1 - 2 x"),
    ("layer", 5, r"\left(\sum_{c=1}^{k} G_{c-1}\right)", ""),
    ("layer", 6, "2^{d}", "d^{2}"),
    ("layer", 6, "2^{d}", "2^{d + 1}"),
    ("layer", 7, "+ u", "- u"),
    ("composition", 0, r"\sum_{a=1}^{r} P_{a-1,c-1}", r"\sum_{a=1}^{k} P_{a-1,c-1}"),
    ("composition", 2, r"n_{\mathrm{f}} \cdot n_{\mathrm{g}}", r"n_{\mathrm{f}} + n_{\mathrm{g}}"),
    ("composition", 4, r"x = p \vee x = q", r"x = p \vee x = q \vee x = -p \vee x = -q"),
    ("depth", 4, "0 < p < 1", "0 < p < q"),
    ("depth", 6, r"\left(k + 1\right)", "k"),
    ("depth", 7, "2^{L d}", "2^{L + d}"),
    ("matrix", 0, r"\vee 2 x_{1} + x_{2} - 1 = -y_{1}", ""),
    ("matrix", 2, r"\frac{2}{3} y_{2}", r"\frac{1}{3} y_{2}"),
    ("matrix", 3, r"\wedge x_{2} = -\frac{1}{3} y_{1} - \frac{2}{3} y_{2} + \frac{1}{3}", ""),
    ("matrix", 6, "= 4", "= 3"),
    ("descent", 0, r"\left(2 X^{\top}", r"\left(X^{\top}"),
    ("descent", 1, r"a - 2 \eta", r"a - \eta"),
    ("descent", 2, r"- 2 \eta X X^{\top}", r"- 2 \eta X^{\top} X"),
    ("descent", 2, r"- 2 \eta X X^{\top}", r"- \eta X X^{\top}"),
    ("descent", 3, r"1 - 2 \eta \lambda", r"1 - \eta \lambda"),
    ("descent", 4, r"X X^{\top} u = 0", r"X X^{\top} u = u"),
    ("descent", 6, r"\frac{1}{\Lambda}", r"\frac{2}{\Lambda}"),
    ("descent", 6, r"\lambda \le \Lambda \wedge ", ""),
    ("descent", 7, r"\ge 1 + t \theta", r"\ge 1 + 2 t \theta"),
    ("descent", 9, r"\wedge X v = y", r"\wedge X v = 2 y"),
    ("descent", 9, r"\lVert v \rVert^{2}", r"2 \lVert v \rVert^{2}"),
    ("solutions", 0, r"X k = 0 \wedge ", ""),
    ("solutions", 2, "c^{2}", "c"),
]  # fmt: skip


def edited(derivation: Derivation, number: int, old: str, new: str) -> Derivation:
    """The derivation with one line changed, as a careless author would have written it."""
    step = derivation.steps[number]
    assert old in step.latex, step.latex
    at = step.latex.rindex(old)
    latex = step.latex[:at] + new + step.latex[at + len(old) :]
    wrong = replace(step, latex=latex, statement=read_one(latex, derivation.symbols).statement)
    return replace(
        derivation, steps=(*derivation.steps[:number], wrong, *derivation.steps[number + 1 :])
    )


@pytest.mark.parametrize(("case", "number", "old", "new"), WRONG)
def test_a_wrong_line_is_not_shown(case: str, number: int, old: str, new: str) -> None:
    """Neither proved nor exhausted: a build with it fails."""
    name, givens = CASES[case]
    wrong = edited(derive(name, **givens), number, old, new)
    assert not isinstance(judge(wrong).steps[number].verdict, Proved | Exhausted)


def test_a_wrong_box_is_not_shown() -> None:
    """The answers are judged like steps."""
    for case, latex in (
        ("and", r"b_{\mathrm{AND}} = -1"),
        ("depth", "N = 2^{L + d}"),
        (
            "descent",
            r"X v = y \Rightarrow \lVert v \rVert^{2} \le \lVert w_{\mathrm{gd}} \rVert^{2}",
        ),
    ):
        name, givens = CASES[case]
        wrong = replace(derive(name, **givens), answer=Answer(latex, 0))
        assert not judge(wrong).shown


def test_wrong_weights_are_noticed_by_the_kernels_and_by_the_lines() -> None:
    """A definition that says other weights than those that were checked."""
    derivation = derive("threshold_weights", table=AND)
    changed = tuple(
        replace(d, definition=derivation.definitions[1].definition)
        if isinstance(d, Defined) and d.name.base == "w"
        else d
        for d in derivation.definitions
    )
    assert not judge(replace(derivation, definitions=changed)).shown


def test_a_fold_with_another_count_is_noticed_by_the_witness(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The kernels count crossings on their own road."""
    from symconv.theorems import folded_line

    monkeypatch.setattr(folded_line, "linear", lambda h, w, b: h + 1)
    with pytest.raises(WitnessError, match="take a value 0 times, not 2"):
        prove(derive("regions_identified_by_layer"))
