r"""How many regions a layer of absolute values, a composition, and a stack of layers identify.

*Definition.* A function identifies disjoint regions onto O when it maps each of them bijectively
onto O. There are at most as many as points with one value y in O; where every y of O has equally
many, there are exactly so many.

*What is shown, and what is read off.* That a coordinate takes each value exactly twice, the counts
and their rearrangement, and the induction are lines. Two things are read off the definitions: where
a layer acts on each coordinate alone, the points with a value are the vectors of the coordinates'
points; and a composition sends to y what the inner function sends to a point with the value y.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symconv.errors import GivenError
from symconv.proof.derivation import Answer, Derivation, Witness
from symconv.theorems import folded_line as line
from symconv.theorems.fibre_counts import FibreCounts
from symconv.theorems.givens import Size, size

BIJECTION = (
    "A function identifies disjoint regions onto $O$ when it maps each of them bijectively onto "
    "$O$; here $O$ is the open unit cube. Points on a fold are sent to its border and belong to no "
    "region."
)
PAIRS = (
    "Read off the definition: where a layer acts on each coordinate alone, the points with a value "
    "are the vectors of the points of its coordinates."
)
CHAIN = (
    "Read off the definition: a composition sends to $y$ what its inner function sends to a point "
    "that its outer function sends to $y$."
)
EACH = "The layer acts on each coordinate alone: its weights are 0 off the diagonal."
UNIT = line.Fold(Fraction(2), Fraction(-1))


def regions_identified_by_layer(
    *, dimension: Size = "d", fold: Sequence[object] = (2, -1)
) -> Derivation:
    r"""Return the number of regions that ``|w x + b|``, entry by entry in R^d, identifies.

    ``dimension`` is a number or a symbol; ``fold`` holds the exact numbers w and b.
    Raises GivenError where w is 0.

    >>> regions_identified_by_layer().answer.latex
    'N = 2^{d}'
    """
    folded = line.read_fold(fold)
    d = size(dimension, "dimension", least=1)
    text = FibreCounts({"dimension": d})
    claim = text.valued(f"2^{{{d}}}")
    return Derivation(
        name="regions_identified_by_layer",
        title="Regions that a layer of absolute values identifies",
        symbols=text.symbols,
        conventions=(BIJECTION, EACH),
        hypotheses=(line.target(text.symbols),),
        definitions=(
            *line.branches(text.symbols, folded),
            *text.pairs(),
            text.define(
                rf"N := \prod_{{i=1}}^{{{d}}} 2", "points with one value: two for each coordinate"
            ),
        ),
        steps=(
            *line.fibre(text.symbols, folded),
            line.halves(text.symbols, folded),
            *line.affine_on_halves(text.symbols, folded),
            text.product(),
            text.step(
                f"N = {claim}",
                "so every $y$ has this many points, one in each product of such intervals: these "
                "products are regions",
            ),
            text.at_most(),
        ),
        answer=Answer(f"N = {claim}", text.value(claim)),
        witness=Witness(
            "sign changes of the kernels' values along a line",
            lambda: line.check_by_crossings(folded, 1),
        ),
        remarks=(PAIRS,),
        figures=line.drawn(folded, 1),
    )


def regions_identified_by_composition(
    *, outer: Size = r"n_{\mathrm{f}}", inner: Size = r"n_{\mathrm{g}}"
) -> Derivation:
    r"""Return the number of regions that f(g(x)) identifies, where f and g identify some.

    ``outer`` is the number of regions of f inside the cube, ``inner`` that of g.

    >>> regions_identified_by_composition(outer=3, inner=4).answer.value
    12
    """
    m, n = size(outer, "outer", least=1), size(inner, "inner", least=1)
    text = FibreCounts({"outer": m, "inner": n})
    claim = text.valued(rf"{m} \cdot {n}")
    return Derivation(
        name="regions_identified_by_composition",
        title="Regions that a composition identifies",
        symbols=text.symbols,
        conventions=(
            BIJECTION,
            "$f$ and $g$ identify these numbers of regions inside the open unit cube, and no value "
            "has further points: $f$ takes each $y$ of the cube at as many points, all in it.",
        ),
        hypotheses=(line.target(text.symbols),),
        definitions=(
            *line.branches(text.symbols, UNIT),
            *text.between(),
            text.define(
                rf"N := \sum_{{i=1}}^{{{m}}} \sum_{{j=1}}^{{{n}}} 1",
                "a point for each point with $f = y$, and each that $g$ sends there",
            ),
        ),
        steps=(
            text.exchanged(),
            text.constant(n),
            text.step(
                f"N = {claim}",
                "each region of $f$ holds one of them; the regions of $g$, cut down to what is "
                "sent into it, are regions of the composition",
            ),
            text.at_most(),
            text.step(
                r"\lvert \lvert 2 x - 1 \rvert \rvert = y \iff x = p \vee x = q",
                r"why the points must lie in the cube: $f(z) = \lvert z \rvert$ identifies two "
                r"regions of the line, but after $g(x) = \lvert 2 x - 1 \rvert$ only one is "
                "met: two regions are left, not four",
                before="The condition on the points is needed.",
            ),
        ),
        answer=Answer(f"N = {claim}", text.value(claim)),
        witness=Witness(
            "sign changes of the kernels' values along a line, for one to four layers",
            lambda: line.check_by_crossings(UNIT, 4),
        ),
        remarks=(CHAIN,),
    )


def regions_identified_by_depth(
    *, dimension: Size = "d", layers: Size = "L", fold: Sequence[object] = (2, -1)
) -> Derivation:
    r"""Return the number of regions that L layers ``|w h + b|``, entry by entry, identify.

    ``dimension`` and ``layers`` are numbers or symbols, ``fold`` is w and b.
    Raises GivenError where a layer sends
    points from outside the cube into it: then fewer of the next layer's regions are met.

    >>> regions_identified_by_depth(dimension=3, layers=2).answer.value
    64
    """
    folded = line.read_fold(fold)
    if not (folded.ends[0] >= 0 and folded.ends[1] <= 1):
        raise GivenError(
            f"|{folded.w} x + {folded.b}| sends points outside (0, 1) into (0, 1), so that "
            "the regions of several layers do not multiply",
            remedy="use fold: [2, -1], or a steeper fold inside (0, 1)",
            given="fold",
        )
    d, depth = size(dimension, "dimension", least=1), size(layers, "layers", least=1)
    text = FibreCounts({"dimension": d, "layers": depth})
    claim = text.valued(rf"2^{{{text.times(depth, d)}}}")
    return Derivation(
        name="regions_identified_by_depth",
        title="Regions that a stack of layers identifies",
        symbols=text.symbols,
        conventions=(BIJECTION, EACH),
        hypotheses=(line.target(text.symbols),),
        definitions=(
            *line.branches(text.symbols, folded),
            *text.pairs(),
            *text.between(),
            text.define(rf"n := \prod_{{i=1}}^{{{d}}} 2", "points with one value under one layer"),
            text.define(rf"N := {_repeated(depth, d)}", "under all layers: a factor for each"),
        ),
        steps=(
            *line.fibre(text.symbols, folded),
            text.product(),
            text.step(f"n = 2^{{{d}}}", "the points of one layer with one value, as many for each"),
            text.step(
                r"0 < p < 1 \wedge 0 < q < 1",
                "they lie in the cube again, so the layer before takes each at equally many points",
            ),
            text.exchanged(),
            text.step(
                rf"2^{{{d}}} \cdot 2^{{k \cdot {d}}} = 2^{{\left(k + 1\right) \cdot {d}}}",
                "one layer more multiplies the number by the same factor",
            ),
            text.step(f"N = {claim}", "hence all layers together, by induction"),
            text.at_most(),
        ),
        answer=Answer(f"N = {claim}", text.value(claim)),
        witness=Witness(
            "sign changes of the kernels' values along a line, for one to five layers",
            lambda: line.check_by_crossings(folded, 5),
        ),
        remarks=(PAIRS, CHAIN),
        figures=line.drawn(folded, depth if isinstance(depth, int) else 3),
    )


def _repeated(depth: Size, dimension: Size) -> str:
    """Return one factor for each layer."""
    if isinstance(depth, int):
        return rf"\left(2^{{{dimension}}}\right)^{{{depth}}}"
    return rf"\prod_{{l=1}}^{{{depth}}} 2^{{{dimension}}}"
