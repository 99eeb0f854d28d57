"""Derivations built by hand, with verdicts that nobody had to compute.

`double` shows every field that a sheet prints; `wide` has matrices, chains and words that are too
long for a line.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from inspect import Parameter, signature
from types import SimpleNamespace

from symconv.errors import GivenError, ShapeError
from symconv.latex import tex
from symconv.latex import tree as t
from symconv.latex.drawing import Drawing, Figure, Label, Path, Raster
from symconv.notation import Domain, SymbolTable, name, scalars
from symconv.proof.context import Formula
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness

N, M = (t.Symbol(name(letter)) for letter in "nm")
SYMBOLS = SymbolTable.of(scalars("n m", Domain.POSITIVE, "size"))
HOSTILE = "100 % of n_i & #1 ~ ^ {x} \\input <b> ≤ 3"

SPEC = r"""
title: Homework on *sizes*
course: Course 101
conventions: {layout: NCHW, conv: cross-correlation}
questions:
  - id: "1"
    points: 0.5
    title: Doubling $n$
    text: |
      Let $n \in \mathbb{N}$ and

      $$W=\begin{bmatrix}w_{(0,0)}&w_{(0,1)}\\w_{(1,0)}&w_{(1,1)}\end{bmatrix}$$

      - what is $m$?
      - and **why** 100 %?
    ask: double
    given: {n: n}
    note: See $m$ again.
  - {id: "2 (a)", points: 3, ask: wide}
  - {id: "2 (b)", points: 1, ask: double, text: Once more.}
  - {id: "3", points: 2, ask: person, text: Tell us., note: Read *all* of it.}
"""


def number(value: int) -> t.Number:
    return t.Number(Fraction(value))


TWICE = t.Multiply((number(2), N))


def lemma() -> Derivation:
    return Derivation(
        name="lemma",
        title="A size is itself",
        symbols=SYMBOLS,
        steps=(Step("n = n + 0", t.Chain((N, t.Add((N, number(0)))), ("=",)), "adding zero"),),
        answer=Answer("n = n", "n"),
        witness=Witness("", absent="nothing to compute"),
    )


def double(*, n: object = "n", stride: int = 1, kernel_size: int = 1) -> Derivation:
    """Derive m = n + n = 2 n, with every field that a sheet can show."""
    if stride == 0:
        raise GivenError("stride must be a positive integer, not 0", given="stride")
    if kernel_size == 7:
        raise ShapeError("kernel_size 7 spans more than the input")
    chain = t.Chain((M, t.Add((N, N)), TWICE), ("=", "="))
    iff = t.Logic("iff", (t.Chain((M, TWICE), ("=",)), t.Chain((TWICE, M), ("=",))))
    return Derivation(
        name="double",
        title="Doubling a size",
        symbols=SYMBOLS,
        conventions=("Sizes are counted in samples.",),
        hypotheses=((r"n \geq 1", t.Chain((N, number(1)), (">=",))),),
        demands=(("n < m", t.Chain((N, M), ("<",))),),
        definitions=(Defined(name("m"), Formula(t.Add((N, N))), "m := n + n", "what $m$ means"),),
        lemmas={"same": lemma()},
        steps=(
            Step("m = n + n = 2 n", chain, HOSTILE, "sum", ("same",)),
            Step(r"m = 2 n \Leftrightarrow 2 n = m", iff, "swap", "", ("sum",), "Then"),
            Step(r"2 n = m \Leftrightarrow m = 2 n", iff, "swap", "", ("sum",)),
        ),
        answer=Answer(r"\begin{aligned} m = 2 n \\ n + n = m \end{aligned}", ("2*n", "m")),
        witness=Witness("sums of arrays", check=lambda: 12288),
        remarks=("The size is even.",),
        figures=(picture(),),
    )


def picture() -> Figure:
    """Draw a figure that is wider than the page, with hostile words and an image."""
    image = Raster((5, 5), 20, 10, ((0, 255), (255, 0)))
    shapes = (Path(((0, 0), (200, 30)), arrow=True), Label((100, 20), HOSTILE), image)
    caption = "The size $m$ is twice $n$ & <b>."
    return Figure(Drawing(200, 30, shapes), caption, "An <arrow>. It goes & goes.")


def wide() -> Derivation:
    """Derive lines that fit on no page: 24 columns, a long chain, many words."""
    row = tuple(number(-1234 - i) for i in range(24))
    matrix = t.Matrix((row, row, row))
    long = t.Chain((M, t.Add(tuple(N for _ in range(40))), t.Multiply((number(40), N))), ("=", "="))
    both = t.Chain((t.Symbol(name("A")), matrix), ("=",))
    return Derivation(
        name="wide",
        title="A line that is too long",
        symbols=SYMBOLS.extended(scalars("A")),
        steps=(
            Step(tex.write(both), both, "given " * 30),
            Step(tex.write(long), long, "Donaudampfschiff" * 12),
        ),
        answer=Answer(tex.write(both), (tuple(-1234 - i for i in range(24)),) * 3),
        witness=Witness("", absent="a made-up line"),
    )


def needy(*, X: object) -> Derivation:
    """Need a given."""
    raise GivenError(f"X must be a matrix, not {X!r}", given="X")


CATALOGUE: Mapping[str, Callable[..., Derivation]] = {
    "double": double,
    "wide": wide,
    "needy": needy,
}


def theorems() -> SimpleNamespace:
    """Stand in for the theorems' room."""

    def parameters(ask: str) -> Mapping[str, Parameter]:
        return signature(CATALOGUE[ask]).parameters

    return SimpleNamespace(
        theorems=lambda: tuple(CATALOGUE),
        signature=parameters,
        derive=lambda ask, **given: CATALOGUE[ask](**given),
    )


def signed(derivation: Derivation) -> object:
    """Sign every line without looking at it, each step with another verdict."""
    from symconv.proof.prove import Judged, Report
    from symconv.proof.verdict import Exhausted, Proved

    verdicts = (Proved("identity", "n_1 & 100 %"), Exhausted("all cases", "entries of A", 36))
    steps = tuple(Judged(s, verdicts[i % 2]) for i, s in enumerate(derivation.steps))
    latex = derivation.answer.latex
    statements = {
        "double": [t.Chain((M, TWICE), ("=",)), t.Chain((t.Add((N, N)), M), ("=",))],
        "wide": [derivation.steps[0].statement],
        "lemma": [t.Chain((N, N), ("=",))],
    }[derivation.name]
    answer = tuple(Judged(Step(latex, s, "the answer"), verdicts[0]) for s in statements)
    witness = derivation.witness.check
    inner = {label: signed(d) for label, d in derivation.lemmas.items()}
    return Report(derivation, steps, answer, witness() if witness else 0, inner)
