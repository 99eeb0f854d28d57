"""Random token soups and damaged formulas: a tree, or an error of ours with a place."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from symconv.errors import SymconvError
from symconv.latex import tree as t
from symconv.latex.reader import read
from symconv.latex.reader.source import Source
from symconv.latex.reader.tokens import tokenize
from symconv.notation import Domain, SymbolTable, functions, scalars, tensors

TABLE = SymbolTable.of(
    scalars(r"n k p s W' a b \epsilon W_{\mathrm{out}} T", Domain.INTEGER),
    tensors(r"w x \gamma", rank=1),
    tensors("A X", rank=2),
    functions("f g"),
)
TOKENS = r"""n k p s W' a b w x A X f g i j T \epsilon \gamma \delta W_{\mathrm{out}} 0 1 2 12
    0.5 . , ; : = < > \le \ge \ne \in \notin \to \mid \equiv := + - * / \cdot \times
    \otimes \circ \bmod \pmod ! ' ^ _ ^2 _i _{i,j} _{ij} ^{(1)} ^\top ^T { } ( ) [ ] \{
    \} | \| \left \right \left( \right) \left| \right| \left. \right. \lfloor \rfloor
    \lceil \rceil \frac \sqrt \binom \sum \prod \max \min \lim \log \sin \exp \partial
    \mathrm{d} \mathbb{R} \mathbf{x} \hat \forall \exists \neg \wedge \vee \Rightarrow
    \iff \begin{bmatrix} \end{bmatrix} \begin{cases} \end{cases} \begin{aligned}
    \end{aligned} & \\ \quad \tag{3} \text{if} \text{otherwise} \text{and} \text{or}
    \dots \infty \underbrace \boxed \substack \sum_{i=1}^{n} \operatorname{rank} \foo %
    $ @ é""".split()
CORPUS = [
    line
    for path in sorted(Path(__file__).parent.joinpath("corpus").glob("*.txt"))
    for line in path.read_text().splitlines()
    if line.strip() and not line.startswith(("#", "@", "  =>"))
]


def check(text: str, star: str) -> None:
    """Any outcome but another exception, a missing place, or a span outside of the text."""
    try:
        lines = read(text, TABLE, star=star)
    except SymconvError as error:
        located = error.place is not None
    else:
        located = all(within(node, text) for x in lines for node in t.descendants(x.statement))
    assert located, text


def within(node: t.Node, text: str) -> bool:
    """Whether the span of a node lies in the text."""
    return node.span is None or 0 <= node.span.start <= node.span.end <= len(text)


STARS = st.sampled_from(["refuse", "product", "convolution"])


@settings(max_examples=700, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(TOKENS), max_size=25), st.sampled_from(["", " "]), STARS)
def test_token_soup_is_read_or_refused(tokens, glue, star):
    """No exception but ours, whatever the order of the tokens."""
    check(glue.join(tokens), star)


@settings(max_examples=700, deadline=None, derandomize=True)
@given(st.sampled_from(CORPUS), st.data(), STARS)
def test_damaged_formula_is_read_or_refused(formula, data, star):
    """Tokens of a real formula deleted, doubled or moved."""
    try:
        parts = [formula[x.start : x.end] for x in tokenize(Source(formula))]
    except SymconvError:
        parts = list(formula)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(parts)))
        if data.draw(st.booleans()):
            parts.insert(at, data.draw(st.sampled_from(TOKENS)))
        elif at < len(parts):
            parts.pop(at)
    check(" ".join(parts), star)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    """Text in any alphabet."""
    check(text, "refuse")
