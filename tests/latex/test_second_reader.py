"""The second opinion: it agrees on what is printed, and it can disagree."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp

from symconv.errors import MissingTool, SymconvError, TooLarge, UnknownName
from symconv.latex import tree as t
from symconv.latex.reader import read_one
from symconv.latex.second_reader import Agreement, agrees, backends, census, read_untrusted, tally
from symconv.latex.second_reader.compare import invented, same
from symconv.latex.second_reader.encoder import Encoder
from symconv.latex.second_reader.opinion import second_opinion
from symconv.latex.second_reader.signs import Unreadable
from symconv.latex.tex import write
from symconv.notation import Name


@pytest.fixture(scope="module")
def backend():
    try:
        return backends.load()
    except MissingTool as missing:
        pytest.skip(missing.fact)


# Each line is a question of grouping that the backend answers from the text.
READ_ALIKE = r"""
H' = \lfloor (n + 2P - K)/S \rfloor + 1
W = S(H'-1) - 2P + K + a'
\frac12 n + \frac n2
|n - k|^2 + |s|
x^2_{i,j} + w_i^2
\sum_{i,j=0}^{n} x_{ij} + 1
\sum_{i=1}^n\sum_{j=1}^m x_{i,j}w_j
\sum_{i, j} x_{ij} k - 1
\sum_{i \in \{1,2\}} w_i + 1
\prod_{i=1}^{n} (w_i + 1) + k
\sqrt[3]{n + 1} k
n k^{-1} s
2^{n}(k-1)
-n^2
n - (k - s)
\left(n - k\right)!
[n + k] s
\lvert n \rvert^{k+1}
12 n + 3.5 k
\frac{n}{k}^2
(n + k) \bmod s = 3
e^{n+1} k
\max(n, 0) + \log n
\delta_{i,j} - [i < n] f(n)
\begin{cases} n + 1 & \text{if } i < n - k \\ 0 & \text{otherwise} \end{cases}
\begin{bmatrix} n - k & 0 \\ \frac{n}{2} & 1 \end{bmatrix}
\boxed{n = k + 1}
\forall i \in \mathbb{Z} : i < n \Rightarrow i + 1 \leq n
X \in \mathbb{R}^{n \times k}
A^{\top}_{i,j} + 1
\frac{\partial}{\partial n} \left(n + k\right)
n \div k + s
"""


@pytest.mark.parametrize("line", READ_ALIKE.strip().splitlines())
def test_both_readers_agree_on_what_people_write(line, table, backend):
    statement = read_one(line, table).statement
    assert agrees(line, statement, table) == Agreement("agree")


UNREADABLE = [
    (r"\lim_{i \to \infty} w_i", "Limit"),
    (r"A \otimes x", "Multiply otimes"),
    (r"\max_{i} w_i", "Big max"),
    (r"\left. n \right|_{n = 1}", "Evaluated"),
    (r"n \cdot \dots \cdot k", "Dots"),
    (r"n \equiv k \pmod{s}", "Modulo written in parts"),
]


@pytest.mark.parametrize(("line", "construct"), UNREADABLE)
def test_what_has_no_encoding_is_named(line, construct, table, backend):
    statement = read_one(line, table).statement
    assert agrees(line, statement, table) == Agreement("unreadable", construct)


def misread(line, table, change):
    """The outcome when the first reader had grouped the line in another way."""
    return lambda backend: second_opinion(line, change(read_one(line, table).statement), backend)


MISREADINGS = {
    "a minus over two terms": (
        "n - k + s",
        lambda node: replace(
            node,
            terms=(node.terms[0], t.Negative(t.Add((node.terms[1].body, node.terms[2])))),
        ),
    ),
    "a power over a product": (
        "n k^2",
        lambda node: t.Power(
            t.Multiply((node.factors[0], node.factors[1].base)),
            node.factors[1].exponent,
            span=node.span,
        ),
    ),
    "a fraction upside down": (
        r"\frac{n}{k}",
        lambda node: replace(node, numerator=node.denominator, denominator=node.numerator),
    ),
    "a sum that reaches too far": (
        r"\sum_{i=0}^{n} w_i + k",
        lambda node: replace(
            node.terms[0], body=t.Add((node.terms[0].body, node.terms[1])), span=node.span
        ),
    ),
    "a floor for a ceiling": (
        r"\lceil n / k \rceil",
        lambda node: replace(node, kind="floor"),
    ),
    "a limit off by one": (
        r"\sum_{i=0}^{n} w_i",
        lambda node: replace(
            node, binders=(replace(node.binders[0], lower=node.binders[0].upper),)
        ),
    ),
}


@pytest.mark.parametrize(("line", "change"), MISREADINGS.values(), ids=MISREADINGS.keys())
def test_a_wrong_grouping_is_noticed(line, change, table, backend):
    assert misread(line, table, change)(backend).kind == "disagree"


def test_a_text_that_says_something_else_is_noticed(table):
    n, k = t.Symbol(Name("n")), t.Symbol(Name("k"))
    assert agrees("n - k", t.Add((n, k)), table).kind == "disagree"


def test_a_text_that_the_strict_reader_refuses_is_an_error(table):
    with pytest.raises(UnknownName, match="q is not declared"):
        agrees("q + 1", t.Symbol(Name("n")), table)


def opinions(tree_maker, table, seeds, depth, *, scalar_only):
    for seed in seeds:
        tree = tree_maker(seed, scalar_only=scalar_only).statement(depth)
        try:
            text = write(tree)
            outcome = agrees(text, tree, table)
        except SymconvError:
            continue  # what the round trip refuses is counted there
        assert outcome.kind != "disagree", (seed, outcome.detail)
        yield outcome


def test_scalar_trees_are_read_alike(tree_maker, table, backend):
    found = tally(opinions(tree_maker, table, range(40), 2, scalar_only=True))
    assert found["agree"] >= 0.95 * sum(found.values()), found


@pytest.mark.slow
def test_many_scalar_trees_are_read_alike(tree_maker, table, backend):
    found = tally(opinions(tree_maker, table, range(1_000, 2_000), 2, scalar_only=True))
    assert found["agree"] >= 0.95 * sum(found.values()), found


@pytest.mark.slow
def test_no_disagreement_over_the_whole_dialect(tree_maker, table, backend):
    found = tally(opinions(tree_maker, table, range(400), 3, scalar_only=False))
    named = {"Limit", "Evaluated", "Dots", "Multiply", "Big"}
    refused = {key.split(": ")[1].split()[0] for key in found if key.startswith("unreadable")}
    assert refused <= named, found


def test_a_census_names_every_construct_that_was_not_read(table, backend):
    lines = ["n + k", r"\lim_{i \to \infty} w_i", "n"]
    rows = [(line, read_one(line, table).statement, table) for line in lines]
    assert census(rows) == {"agree": 2, "unreadable: Limit": 1}


# ---- the fence


def test_two_opinions_in_either_order_are_the_same(table, backend):
    lines = [r"\frac{n - k + 2P}{S}", "d x_{i,j}", r"\sum_{i=0}^{n} i", "n + k"]
    there = [agrees(line, read_one(line, table).statement, table) for line in lines]
    back = [agrees(line, read_one(line, table).statement, table) for line in reversed(lines)]
    assert there == back[::-1]


def test_answers_with_strangers_are_refused():
    ours = {"z_{101}"}
    z = sp.Symbol("z_{101}")
    assert invented(z + 1, ours) is None
    assert invented(z + sp.Symbol("e"), ours) == "e"
    assert invented(sp.Function("z_{101}")(z), ours) == "z_{101}(z_{101})"
    assert invented([z], ours) == "list"


def test_a_stranger_makes_the_line_unreadable(table):
    def parse(text):
        return sp.Symbol("EulerGamma")

    statement = read_one("n + k", table).statement
    outcome = second_opinion("n + k", statement, backends.Backend("fake", parse))
    assert outcome == Agreement("unreadable", "fake invents EulerGamma")


def test_a_backend_that_fails_makes_the_line_unreadable(table):
    def parse(text):
        raise Exception("anything")

    statement = read_one("n + k", table).statement
    outcome = second_opinion("n + k", statement, backends.Backend("fake", parse))
    assert outcome == Agreement("unreadable", "fake: Exception")


def test_only_placeholders_and_signs_reach_the_backend(table):
    seen = []

    def parse(text):
        seen.append(text)
        return sp.Integer(0)

    line = r"H' = W_{\mathrm{in}} (n - 1) + x_{i, j + k}"
    second_opinion(line, read_one(line, table).statement, backends.Backend("fake", parse))
    assert seen == [r" z_{101}  \cdot ( z_{102} -1)+ z_{103} "]


def test_module_state_is_put_back_before_every_call(backend):
    if backend.name != "latex2sympy2":
        pytest.skip("latex2sympy2_extended keeps no state")
    import latex2sympy2

    latex2sympy2.variances["z_{101}"] = 7
    assert str(backends.read(backend, "z_{101} + 1")) == "z_{101} + 1"
    latex2sympy2.var = None
    assert str(backends.read(backend, "z_{101} + 1")) == "z_{101} + 1"


def test_a_missing_backend_is_an_outcome(monkeypatch, table):
    for module in ("latex2sympy2", "latex2sympy2_extended", "latex2sympy2_extended.latex2sympy2"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(
        MissingTool, match=r"second reader needs latex2sympy2.*symconv\[crosscheck\]"
    ):
        backends.load()
    assert agrees("n", t.Symbol(Name("n")), table).kind == "absent"


def test_a_node_without_a_span_cannot_be_encoded():
    with pytest.raises(Unreadable, match="Add without a span"):
        Encoder([]).encode(t.Add((t.Number(Fraction(1)), t.Number(Fraction(2)))))


def test_equal_values_in_other_forms():
    x, y = sp.symbols("x y")
    assert same(sp.Mul(2, sp.Add(x, y, evaluate=False), evaluate=False), 2 * x + 2 * y)
    assert not same(x - y, y - x)


# ---- text from anyone


def test_untrusted_text_is_read_in_a_child_process(table, backend):
    assert read_untrusted(r"9^{n} + k", table) == Agreement("agree")
    refused = read_untrusted("n +", table)
    assert (refused.kind, refused.detail) == ("unreadable", "the formula ends too early")


def test_a_child_that_dies_makes_the_line_unreadable(monkeypatch, table):
    command = (sys.executable, "-c", "raise SystemExit(3)")
    monkeypatch.setattr("symconv.latex.second_reader.untrusted.COMMAND", command)
    outcome = read_untrusted("n + k", table)
    assert outcome == Agreement("unreadable", "the child process, with exit code 3")


def test_a_child_that_takes_too_long_is_killed(table):
    with pytest.raises(TooLarge, match=r"did not answer within 0\.01 s"):
        read_untrusted("n + k", table, seconds=0.01)
