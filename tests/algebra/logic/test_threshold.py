"""Threshold functions: every small table decided and re-checked, counts, corrupted certificates."""

import itertools
import random
import time

import pytest

from symconv.algebra.logic.count import threshold_functions
from symconv.algebra.logic.gordan import Multipliers, Solution, gordan
from symconv.algebra.logic.separable import decide, needed_rows, simplest_weights
from symconv.algebra.logic.truth_table import TruthTable
from symconv.algebra.logic.verdicts import Contradiction, Finding, Weights, confirms

XOR = TruthTable.of([0, 1, 1, 0])


def tables(variables: int) -> list[TruthTable]:
    return [TruthTable(variables, bits) for bits in range(1 << (1 << variables))]


@pytest.mark.parametrize(("variables", "count"), [(1, 4), (2, 14), (3, 104)])
def test_every_table_is_decided_and_the_counts_are_those_of_the_literature(
    variables: int, count: int
) -> None:
    """OEIS A000609; each finding re-checked."""
    found = [(t, decide(t)) for t in tables(variables)]
    assert all(confirms(t, f) for t, f in found)
    assert sum(isinstance(f, Weights) for _, f in found) == count
    assert threshold_functions(variables) == count


def test_all_tables_of_four_variables_in_two_seconds() -> None:
    """65,536 tables, 1,882 with weights; every refusal by two and two rows."""
    start = time.process_time()
    weights = rows = 0
    for table in tables(4):
        found = decide(table)
        assert confirms(table, found)
        if isinstance(found, Weights):
            weights += 1
        else:
            rows = max(rows, sum(found.multipliers.values()))
    assert time.process_time() - start < 4  # 0.8 s here; the bound allows for a slow machine
    assert (weights, rows) == (1882, 4)


@pytest.mark.parametrize(("variables", "count"), [(4, 1882), (5, 94572), (6, 15028134)])
def test_larger_counts_are_those_of_the_literature(variables: int, count: int) -> None:
    """By classes, without listing the functions."""
    assert threshold_functions(variables) == count


def test_a_long_contradiction_is_found_where_two_and_two_rows_do_not_do() -> None:
    """Gordan's alternative answers without the shortcut, and is re-checked."""
    random.seed(3)
    for table in random.sample(tables(3), 60):
        signs = [1 if v else -1 for v in table.values]
        found = gordan(
            [tuple(s * x for x in (*p, 1)) for s, p in zip(signs, table.points, strict=True)]
        )
        if isinstance(found, Multipliers):
            assert confirms(table, Contradiction(found.of))
        else:
            assert confirms(table, Weights(found.vector[:-1], found.vector[-1]))


def test_the_alternative_holds_for_random_vectors() -> None:
    """Exactly one of the two, multiplied out here."""
    random.seed(4)
    kinds = set()
    for _ in range(400):
        size, count = random.randint(1, 5), random.randint(1, 9)
        vectors = [tuple(random.randint(-4, 4) for _ in range(size)) for _ in range(count)]
        found = gordan(vectors)
        kinds.add(type(found))
        if isinstance(found, Solution):
            assert all(
                sum(a * b for a, b in zip(found.vector, v, strict=True)) > 0 for v in vectors
            )
        else:
            assert found.of
            assert all(m > 0 for m in found.of.values())
            assert all(
                sum(m * vectors[i][axis] for i, m in found.of.items()) == 0 for axis in range(size)
            )
    assert kinds == {Solution, Multipliers}


@pytest.mark.parametrize("rule", [">=", ">"])
def test_simplest_weights_are_right_and_no_smaller_ones_exist(rule: str) -> None:
    """Against all weights up to 2 and biases up to 5, tried one by one."""
    smallest: dict[tuple[int, ...], int] = {}
    for w in itertools.product(range(-2, 3), repeat=3):
        for b in range(-5, 6):
            sums = [
                sum(a * x for a, x in zip(w, p, strict=True)) + b
                for p in itertools.product((0, 1), repeat=3)
            ]
            values = tuple(int(s >= 0 if rule == ">=" else s > 0) for s in sums)
            total = sum(map(abs, w))
            smallest[values] = min(total, smallest.get(values, total))
    assert len(smallest) == 104
    for values, total in smallest.items():
        found = simplest_weights(TruthTable.of(values), rule)  # type: ignore[arg-type]
        assert found is not None
        assert confirms(TruthTable.of(values), found, rule)  # type: ignore[arg-type]
        assert sum(map(abs, found.weights)) == total


@pytest.mark.parametrize("rule", [">=", ">"])
def test_needed_rows_describe_all_solutions_and_none_is_superfluous(rule: str) -> None:
    """Compared on a grid of weights, for each table of two variables."""
    grid = list(itertools.product(range(-3, 4), repeat=3))
    for table in tables(2):
        if isinstance(decide(table), Contradiction):
            continue
        kept = needed_rows(table)

        def meets(w: tuple[int, ...], rows: list[int], table: TruthTable = table) -> bool:
            sums = {
                r: sum(a * x for a, x in zip(w, (*table.points[r], 1), strict=True)) for r in rows
            }
            fires = {r: s >= 0 if rule == ">=" else s > 0 for r, s in sums.items()}
            return all(fires[r] == bool(table.values[r]) for r in rows)

        assert all(meets(w, kept) == meets(w, [0, 1, 2, 3]) for w in grid)
        for row in kept:
            fewer = [r for r in kept if r != row]
            assert any(meets(w, fewer) and not meets(w, kept) for w in grid), (table, row)


def corrupted() -> list[tuple[TruthTable, Finding, str]]:
    """Findings with one thing changed."""
    wrong: list[tuple[TruthTable, Finding, str]] = []
    refused = [t for t in tables(3) if isinstance(decide(t), Contradiction)][::9]
    for table in refused:
        found = decide(table)
        assert isinstance(found, Contradiction)
        m = dict(found.multipliers)
        row = next(iter(m))
        other = next(r for r in range(8) if r not in m)
        wrong += [
            (table, Contradiction({**m, row: m[row] + 1}), "multiplier too large"),
            (table, Contradiction({**m, row: -m[row]}), "negative multiplier"),
            (table, Contradiction({r: v for r, v in m.items() if r != row}), "row left out"),
            (table, Contradiction({**m, other: 1}), "row too many"),
            (table, Contradiction({**m, 8: 1}), "no such row"),
            (table.negated, Weights((1, 1, 1), 0), "weights for no threshold function"),
        ]
    for table in [t for t in tables(3) if isinstance(decide(t), Weights)][::9]:
        found = decide(table)
        assert isinstance(found, Weights)
        wrong.append((table.negated, found, "weights of the opposite table"))
        wrong.append((table, Weights(found.weights[:-1], found.bias), "weight missing"))
    wrong.append((XOR, Contradiction({}), "nothing"))
    minus = Contradiction({3: 1, 1: 1, 2: 1, 0: -1})
    wrong.append((TruthTable.of([0, 0, 0, 1]), minus, "adds up by a negative multiplier"))
    wrong.append((TruthTable.of([1, 1, 1, 1]), Contradiction({0: 1, 3: 1}), "true rows alone"))
    wrong.append((TruthTable.of([0, 0, 0, 0]), Contradiction({0: 1}), "a false row alone"))
    return wrong


def test_corrupted_certificates_are_refused() -> None:
    """Each change is seen; more than fifty of them."""
    wrong = corrupted()
    assert len(wrong) >= 50
    assert [what for table, finding, what in wrong if confirms(table, finding)] == []


def test_the_rule_matters() -> None:
    """Weights for at-least do not serve strictly-above where a row meets the threshold."""
    table = TruthTable.of([0, 0, 0, 1])
    assert confirms(table, Weights((1, 1), -2), ">=")
    assert not confirms(table, Weights((1, 1), -2), ">")
    assert confirms(table, Weights((1, 1), -1), ">")


@pytest.mark.parametrize("values", [[], [1], [0, 1, 0], [0, 2], [0] * 2048])
def test_what_is_no_table_is_refused(values: list[int]) -> None:
    """A table has 2, 4, 8 ... rows of zeros and ones."""
    with pytest.raises(ValueError, match="truth table"):
        TruthTable.of(values)
