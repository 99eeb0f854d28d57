r"""Distances of all pairs of rows: definition, programs, operations and memory.

*Notation.* A has N rows (the test images), B has M rows (the training images), each row has p
entries; D is N × M. L1: :math:`D_{i,j} = \sum_k |A_{i,k} - B_{j,k}|`; L2: the root of the sum of
squares. Operations are counted per scalar. Memory is what a program holds at once beside its
arguments and D.

*Source.* The nearest-neighbour exercise of Stanford's course CS231n asks for the three programs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.kernels import l1_distances, l2_distances
from symconv.notation import Declared, Domain, name, scalars, tensors
from symconv.proof.context import Tensor
from symconv.proof.derivation import Defined, Derivation, Program, Step, Witness
from symconv.theorems.answers import answer
from symconv.theorems.count_lines import desk, valued
from symconv.theorems.distance_programs import PROGRAMS, Metric, run
from symconv.theorems.draft import Draft, node
from symconv.theorems.givens import Size, size

ENTRY: Mapping[Metric, str] = {
    "L1": r"\sum_{k=0}^{p - 1} \lvert A_{i, k} - B_{j, k} \rvert",
    "L2": r"\sqrt{\sum_{k=0}^{p - 1} (A_{i, k} - B_{j, k})^{2}}",
}
SUBTRACTIONS, ADDITIONS = r"\sigma", r"\alpha"
TWO, ONE, NO = r"m_{\mathrm{two}}", r"m_{\mathrm{one}}", r"m_{\mathrm{no}}"
CONVENTION = (
    r"$\sigma$ counts subtractions, $\alpha$ additions; $m_{\mathrm{two}}$, $m_{\mathrm{one}}$, "
    r"$m_{\mathrm{no}}$ are the numbers that the programs with two loops, one loop and no loop "
    "hold beside their arguments and $D$."
)


def pairwise_distances(
    *,
    metric: Metric = "L1",
    num_test: Size = "N",
    num_train: Size = "M",
    features: Size = "p",
) -> Derivation:
    """Return the distances of all pairs of rows with their programs and costs.

    Raises GivenError for another metric, or a letter that means something else here.

    >>> pairwise_distances(num_test=2, num_train=4, features=3).answer.value
    (24, 16, 3, 12, 24)
    """
    if metric not in ("L1", "L2"):
        raise GivenError(
            f"metric must be L1 or L2, not {metric!r}", remedy="write metric: L1", given="metric"
        )
    values = {
        "N": size(num_test, "num_test", least=1),
        "M": size(num_train, "num_train", least=1),
        "p": size(features, "features", least=1),
    }
    own = [
        *tensors("A B D", rank=2),
        *scalars(" ".join((SUBTRACTIONS, ADDITIONS, TWO, ONE, NO)), Domain.NATURAL),
        *scalars("i j k", Domain.INTEGER),
    ]
    _refuse(dict(zip(("num_test", "num_train", "features"), values.values(), strict=True)), own)
    draft, symbols = desk(values, own)
    return Derivation(
        name="pairwise_distances",
        title=f"{metric} distances of all pairs of rows",
        symbols=symbols,
        conventions=(CONVENTION,),
        definitions=(
            _given("A", ("N", "p"), values, "the rows of X_test"),
            _given("B", ("M", "p"), values, "the rows of X_train"),
            draft.define(
                f"D_{{i, j}} := {ENTRY[metric]}", f"the {metric} distance", shape=("N", "M")
            ),
            *(draft.define(f"{letter} := {body}", why) for letter, body, why in _costs(metric)),
        ),
        steps=tuple(_steps(draft, metric)),
        answer=answer(
            [f"{letter} = {valued(draft, body)}" for letter, body, _ in _costs(metric)],
            [draft] * 5,
        ),
        witness=Witness("the three programs, run on random matrices", lambda: _check(metric)),
        programs=tuple(Program(f"With {loops}:", code) for loops, code in PROGRAMS[metric].items()),
    )


def _refuse(givens: Mapping[str, Size], own: Sequence[Declared]) -> None:
    """Raise GivenError for a letter that has a meaning here."""
    taken = {row.name for row in own}
    for given, value in givens.items():
        if isinstance(value, str) and name(value) in taken:
            raise GivenError(
                f"the letter {value} means something else in this derivation",
                remedy=f"choose another for {given}; in use are "
                + ", ".join(sorted(n.latex for n in taken)),
                given=given,
            )


def _given(
    tensor: str, letters: tuple[str, str], values: Mapping[str, Size], reason: str
) -> Defined:
    sizes = tuple(node(values[letter]) for letter in letters)
    shape = r" \times ".join(str(values[letter]) for letter in letters)
    return Defined(name(tensor), Tensor(sizes), rf"{tensor} \in \mathbb{{R}}^{{{shape}}}", reason)


def _costs(metric: Metric) -> list[tuple[str, str, str]]:
    """Return letter, formula and meaning of each cost, in the letters of the templates."""
    one_array = "N + M + N M" if metric == "L2" else "N M p"
    said = "squares of the rows and all products" if metric == "L2" else "all differences at once"
    return [
        (SUBTRACTIONS, "N M p", "a subtraction for every pair of rows and every entry"),
        (ADDITIONS, "N M (p - 1)", "a sum of p terms takes p - 1 additions"),
        (TWO, "p", "two loops hold the differences of one pair"),
        (ONE, "M p", "one loop holds the differences of one row to all others"),
        (NO, one_array, f"no loop holds {said}"),
    ]


def _steps(draft: Draft, metric: Metric) -> list[Step]:
    counted = [
        draft.step(
            r"\sigma = \sum_{i=0}^{N - 1} \sum_{j=0}^{M - 1} \sum_{k=0}^{p - 1} 1",
            "counted one by one",
        ),
        draft.step(r"\sigma - \alpha = N M", "every entry of D saves one addition"),
        draft.step(rf"\frac{{{ONE}}}{{{TWO}}} = M", "one loop fewer holds M times as much"),
    ]
    if metric == "L1":
        return [
            *counted,
            draft.step(rf"\frac{{{NO}}}{{{ONE}}} = N", "and no loop N times as much again"),
        ]
    square = r"(A_{i, k} - B_{j, k})^{2}"
    return [
        *counted,
        draft.step(
            rf"\sum_{{k=0}}^{{p - 1}} {square} = \sum_{{k=0}}^{{p - 1}} A_{{i, k}}^{{2}} "
            r"+ \sum_{k=0}^{p - 1} B_{j, k}^{2} - 2 \sum_{k=0}^{p - 1} A_{i, k} B_{j, k}",
            "the square of a difference: no array of differences is needed",
        ),
    ]


def _check(metric: Metric) -> int:
    rng = np.random.default_rng(0)
    cases = 0
    for rows, others, width in ((2, 4, 3), (1, 1, 1), (5, 3, 7)):
        test, train = rng.normal(size=(rows, width)), rng.normal(size=(others, width))
        expected = (l1_distances if metric == "L1" else l2_distances)(test, train)
        for loops, code in PROGRAMS[metric].items():
            if not np.allclose(run(code, test, train), expected, rtol=1e-10, atol=0):
                raise WitnessError(f"the program with {loops} and the kernel disagree")
            cases += expected.size
    return cases
