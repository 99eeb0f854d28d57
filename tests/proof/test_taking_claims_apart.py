"""A claim taken apart: its parts together are as strong as the claim, at every point."""

from __future__ import annotations

from itertools import product

import pytest

from symconv.latex.tree import Logic, Not
from symconv.notation import name
from symconv.proof.case_split import branching, cases
from symconv.proof.exact_numbers import Undefined
from symconv.proof.point import value
from symconv.proof.residues import residue_cases
from symconv.proof.sequents import Sequent, sequents
from symconv.proof.unknowns import NotShown

CLAIMS = [
    r"n \le m \Rightarrow \max(n, m) = m",
    r"\max(i, j, z) \ge \min(i, j)",
    r"|i - j| = j - i",
    r"[i < j] + [j \le i] = 1",
    r"\delta_{i, j} = [i = j]",
    r"\begin{cases} i & \text{if } i > 0 \\ j & \text{if } j > 0 \\"
    r" z & \text{otherwise} \end{cases} > 0",
    r"\begin{cases} i & \text{if } i > 0 \\ -i & \text{if } i \le 0 \end{cases} = |i|",
    r"i = j \iff j = z \iff z = i",
    r"i < j \Rightarrow j < z \Rightarrow i < z",
    r"i < j = z \wedge |i| < 2",
]
POINTS = [
    {name(x): v for x, v in zip("nmijz", values, strict=True)}
    for values in product((1, 2), (1, 3), (-2, 0, 1), (-1, 0, 1), (-1, 0, 2))
]


def holds(sequent, point):
    """A sequent fails where its hypotheses and conditions hold and its claim does not."""
    assumed = all(value(s, point) for s in (*sequent.hypotheses, *sequent.conditions))
    return not assumed or (sequent.claim is not None and value(sequent.claim, point))


@pytest.mark.parametrize("latex", CLAIMS)
def test_parts_and_cases_say_what_the_claim_says(sizes, latex):
    """The claim holds at a point exactly when all its sequents do, split into cases or not."""
    claim = sizes(latex)
    parts = sequents(Sequent((), claim))
    split = [case for part in parts for case in cases(part)]
    assert not any(True for case in split for s in case.statements for _ in branching(s))
    for point in POINTS:
        expected = value(claim, point)
        assert all(holds(s, point) for s in parts) == expected
        assert all(holds(s, point) for s in split) == expected


def test_a_case_that_is_left_out_must_be_impossible(sizes):
    """A distinction without "otherwise" adds the sequent that no case is left out."""
    claim = sizes(r"\begin{cases} 1 & \text{if } i > 0 \\ 2 & \text{if } i < 0 \end{cases} \ge 1")
    split = cases(Sequent((), claim))
    with pytest.raises(Undefined, match="no case applies"):
        value(claim, {name("i"): 0})
    assert not all(holds(s, {name("i"): 0}) for s in split)
    assert all(holds(s, {name("i"): v}) for s in split for v in (-1, 1))


def test_too_many_cases_are_refused(sizes):
    """Six absolute values make 64 cases."""
    claim = sizes("|n| + |m| + |i| + |j| + |z| + |y| > 0")
    with pytest.raises(NotShown, match="more than 48 cases"):
        cases(Sequent((), claim))


@pytest.mark.parametrize(
    ("latex", "count"),
    [
        (r"\lfloor n/3 \rfloor = m", 3),
        (r"\lfloor n/2 \rfloor = \lceil m/3 \rceil", 36),
        (r"(n + z) \bmod 4 = 0", 16),
        (r"6 \mid n", 6),
        (r"\lfloor u/2 \rfloor = n", 0),
        (r"\lfloor n/s \rfloor = n", 0),
        (r"\lfloor n/37 \rfloor = m", 0),
    ],
)
def test_residues_cover_every_integer(sizes, sizes_context, latex, count):
    """At every point exactly one case applies, for one choice of the new integers."""
    symbols = sizes_context().symbols
    split, extended = residue_cases(Sequent((), sizes(latex)), symbols)
    assert len(split) == count
    fresh = [row.name for row in extended if row.name not in symbols]
    if not split:
        assert not fresh
        return
    for n, m in product((1, 2, 3, 6, 8), (1, 2, 5)):
        sizes_at = {name("n"): n, name("m"): m, name("z"): n - m}
        choices = product(range(-2, 5), repeat=len(fresh))
        points = [{**sizes_at, **dict(zip(fresh, c, strict=True))} for c in choices]
        hits = sum(all(value(c, p) for c in s.conditions) for s in split for p in points)
        assert hits == 1


def test_a_quantifier_is_an_assumption_about_its_index(sizes):
    """The range becomes a condition; what was assumed of another index of that name goes."""
    claim = sizes(r"\forall i \in \{0, \dots, n\} : i \le n")
    (instance,) = sequents(Sequent((sizes("i = 7"), sizes(r"n \ge 2")), claim))
    assert instance.hypotheses == (sizes(r"n \ge 2"),)
    assert instance.conditions == (sizes(r"i \in \{0, \dots, n\}"),)
    assert instance.bound == {name("i")}


def test_a_negated_claim_stays_whole(sizes):
    """Only what may be shown part by part is taken apart."""
    claim = Not(Logic("and", (sizes("i = j"), sizes("j = z"))))
    assert sequents(Sequent((), claim)) == (Sequent((), claim),)
