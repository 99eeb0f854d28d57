"""Terms of the index calculus: rules keep the value, names and order do not count."""

import itertools
import random

import pytest

from symconv.algebra.index_bounds import is_implied, is_nonnegative, quotient, smallest
from symconv.algebra.index_known import Known
from symconv.algebra.index_normal import canonical, collected, shown
from symconv.algebra.index_rows import echelon, primitive
from symconv.algebra.index_rules import simplified
from symconv.algebra.index_terms import Atom, Facts, Term, plus, put, renamed, slope, unknown
from symconv.algebra.named_polynomial import NoValue, minus, times

R, N, O = unknown("r"), unknown("n"), unknown("?o")
FACTS = Facts({"r": 1, "n": 1}, {"?o": (0, minus(R, 1))})
BOUND = ["#a", "#b", "#c"]


def entry(tensor, index, size):
    """A fixed tensor, 0 outside its size."""
    if size is not None and not 0 <= index < size:
        return 0
    return (7 * index * index + 3 * index + len(tensor)) % 11 - 5


def numeric(value, point):
    found = put(value, point)
    assert isinstance(found, int)
    return found


def brute(term, point):
    """The value of a term at given scalars, by loops over everything."""
    spans = []
    for size in term.bound.values():
        spans.append(range(-30, 31) if size is None else range(numeric(size, point)))
    total = 0
    for values in itertools.product(*spans):
        here = point | dict(zip(term.bound, values, strict=True))
        if any(numeric(e, here) for e in term.equalities):
            continue
        if any(numeric(g, here) < 0 for g in term.inequalities):
            continue
        product = numeric(term.coefficient, here)
        for atom in term.atoms:
            for i in atom.indices:
                size = term.bound[i]
                product *= entry(atom.tensor, here[i], size and numeric(size, point))
        total += product
    return total


def points():
    for r, n in itertools.product([1, 2, 3], [1, 2, 4]):
        for o in range(r):
            yield {"r": r, "n": n, "?o": o}


def form(source, names):
    value = source.randint(-2, 2)
    for name in source.sample(names, source.randint(1, min(3, len(names)))):
        factor = source.choice([1, 1, -1, 2, R, times(-1, R)])
        value = plus(value, times(factor, unknown(name)))
    return plus(value, source.choice([0, 0, R, N, times(-1, N)]))


def random_term(source):
    names = BOUND[: source.randint(1, 3)]
    sizes = {v: source.choice([N, R, times(R, N), 3]) for v in names}
    taken = [v for v in names if source.random() < 0.6]
    equalities, inequalities = [], []
    for _ in range(source.randint(0, 2)):
        equalities.append(form(source, [*names, "?o"]))
    for _ in range(source.randint(0, 2)):
        inequalities.append(form(source, [*names, "?o"]))
    if source.random() < 0.5:  # a remainder between 0 and c - 1
        c = source.choice([R, 2, 3])
        g = form(source, [*names, "?o"])
        inequalities += [g, minus(minus(c, 1), g)]
    if source.random() < 0.3:  # an index that is a quotient
        c, e = source.choice([R, 2]), form(source, [*names, "?o"])
        rest = minus(e, times(c, unknown("#q")))
        sizes["#q"] = source.choice([None, N])
        inequalities += [rest, minus(minus(c, 1), rest)]
    source.shuffle(inequalities)
    atoms = tuple(Atom(source.choice("xy"), (v,)) for v in taken)
    return Term(source.randint(1, 3), atoms, sizes, tuple(equalities), tuple(inequalities))


@pytest.mark.parametrize("block", range(10))
def test_the_rules_keep_the_value(block):
    for seed in range(30 * block, 30 * block + 30):
        term = random_term(random.Random(seed))
        simple = simplified(term, FACTS)
        for point in points():
            after = 0 if simple is None else brute(simple, point)
            assert after == brute(term, point), (seed, point)


@pytest.mark.parametrize("block", range(6))
def test_the_canonical_form_keeps_the_value_and_forgets_names(block):
    for seed in range(25 * block, 25 * block + 25):
        source = random.Random(seed)
        term = simplified(random_term(source), FACTS)
        if term is None:
            continue
        key, form_ = canonical(term, FACTS)
        small = sum(n is None for n in form_.bound.values()) < 2
        for point in itertools.islice(points(), 0, None if small else 0, 4):
            assert brute(form_, point) == brute(term, point), (seed, point)
        names = dict(
            zip(term.bound, source.sample(["#x", "#y", "#z", "#w"], len(term.bound)), strict=True)
        )
        other = renamed(term, names)
        other = Term(
            other.coefficient,
            tuple(reversed(other.atoms)),
            dict(reversed(other.bound.items())),
            tuple(times(-1, e) for e in reversed(other.equalities)),
            tuple(reversed(other.inequalities)),
        )
        assert canonical(other, FACTS)[0] == key, seed


RULES = {
    "solve": (
        Term(1, (Atom("x", ("#m",)),), {"#m": N, "#t": N}, (minus(unknown("#m"), unknown("#t")),)),
        Term(1, (Atom("x", ("#m",)),), {"#m": N}),
    ),
    "count": (Term(1, (), {"#t": N}), Term(N)),
    "quotient": (
        Term(
            1,
            (Atom("x", ("#a",)),),
            {"#a": times(R, N), "#q": None},
            (),
            (
                minus(unknown("#a"), times(R, unknown("#q"))),
                plus(minus(times(R, unknown("#q")), unknown("#a")), R, -1),
            ),
        ),
        Term(1, (Atom("x", ("#a",)),), {"#a": times(R, N)}),
    ),
    "digits": (
        Term(
            1,
            (Atom("x", ("#a",)), Atom("y", ("#b",))),
            {"#a": N, "#b": R},
            (minus(plus(times(R, unknown("#a")), unknown("#b")), O),),
        ),
        Term(
            1,
            (Atom("x", ("#a",)), Atom("y", ("#b",))),
            {"#a": N, "#b": R},
            (unknown("#a"), minus(unknown("#b"), O)),
        ),
    ),
}


@pytest.mark.parametrize(("before", "after"), RULES.values(), ids=RULES)
def test_a_rule_does_what_it_says(before, after):
    after = simplified(after, FACTS)
    assert canonical(simplified(before, FACTS), FACTS) == canonical(after, FACTS)


def test_conditions_that_contradict_each_other_leave_nothing():
    a = unknown("#a")
    outside = Term(1, (), {"#a": N}, (), (minus(a, N),))
    assert simplified(outside, FACTS) is None
    assert simplified(Term(1, (), {}, (R,)), FACTS) is None
    assert simplified(Term(0), FACTS) is None
    assert simplified(Term(1, (), {}, (minus(R, 2),)), FACTS) is not None


def test_a_range_of_unknown_sign_is_not_counted():
    maybe = Term(1, (), {"#t": minus(N, R)})
    assert simplified(maybe, FACTS) == maybe
    assert simplified(maybe, Facts({"n": 1, "r": 1}, sizes=(minus(N, R),))) == Term(minus(N, R))


def test_like_terms_are_collected_and_cancel():
    x = Term(2, (Atom("x", ("#a",)),), {"#a": N})
    y = Term(-2, (Atom("x", ("#b",)),), {"#b": N})
    assert collected([x, y], FACTS) == []
    (left,) = collected([x, x], FACTS)
    assert left.coefficient == 4
    assert shown(left) == "4 x_{a}"


def test_too_many_equal_factors_are_refused():
    names = [f"#{n}" for n in range(7)]
    term = Term(1, tuple(Atom("x", (n,)) for n in names), dict.fromkeys(names, N))
    with pytest.raises(NoValue, match="too many factors of one tensor"):
        canonical(term, FACTS)


def test_nonnegative_polynomials():
    assert is_nonnegative(minus(times(R, N), R), FACTS)
    assert not is_nonnegative(minus(N, R), FACTS)
    assert not is_nonnegative(unknown("unheard"), FACTS)
    assert is_nonnegative(minus(N, R), Facts({"n": 1, "r": 1}, sizes=(minus(N, R),)))
    assert not is_nonnegative(minus(minus(N, R), 1), Facts({"n": 1}, sizes=(minus(N, R),)))


def test_bounds_over_a_box():
    boxes = {"#a": (0, minus(N, 1)), "#b": (None, 4)}
    assert smallest(minus(N, unknown("#a")), boxes, FACTS) == 1
    assert smallest(unknown("#b"), boxes, FACTS) is None
    assert is_implied(unknown("#a"), [], boxes, FACTS)
    assert not is_implied(minus(unknown("#a"), 1), [], boxes, FACTS)


def test_a_multiple_that_is_not_negative_but_for_a_remainder():
    x, u = unknown("#x"), unknown("#u")
    boxes = {"#x": (None, None), "#u": (0, minus(R, 1))}
    known = [plus(times(R, x), u)]
    assert is_implied(x, known, boxes, FACTS)
    assert not is_implied(minus(x, 1), known, boxes, FACTS)
    wide = {"#x": (None, None), "#u": (0, R)}
    assert not is_implied(x, known, wide, FACTS)


def test_an_echelon_form_does_not_depend_on_how_it_was_written():
    i, j, k = map(unknown, ("#i", "#j", "#k"))
    first = echelon([minus(i, j), minus(j, k)], ["#i", "#j", "#k"], FACTS)
    second = echelon([minus(k, i), times(3, minus(i, j))], ["#i", "#j", "#k"], FACTS)
    assert first == second
    assert first.reduced(i, FACTS) == k


def test_nothing_is_divided_that_could_be_zero():
    p = unknown("p")
    i = unknown("#i")
    system = echelon([times(p, i)], ["#i"], Facts({"p": 0}))
    assert system.rows == ()
    assert system.unsolved == (times(p, i),)
    assert primitive(times(p, i), Facts({"p": 0})) == times(p, i)
    assert primitive(times(times(2, p), i), Facts({"p": 1})) == i


def test_small_helpers():
    assert slope(plus(times(R, O), N), "?o") == R
    assert quotient(times(6, times(R, N)), times(2, R)) == times(3, N)
    assert quotient(times(3, R), 2) is None
    assert Known(Term(1, (), {"#a": 4}), Facts()).within(unknown("#a"), 0, 3)
