"""Two-layer networks for tables: every row computed here, with plain loops."""

import random

import pytest

from symconv.algebra.logic.affine import coefficients, obstruction
from symconv.algebra.logic.truth_table import TruthTable
from symconv.algebra.logic.two_layer import TwoLayer, network_of
from symconv.algebra.logic.verdicts import Rule


def computed(net: TwoLayer, point: tuple[int, ...], activation: str, rule: Rule) -> object:
    def act(z: object) -> object:
        if activation == "square":
            return z * z  # type: ignore[operator]
        if activation == "relu":
            return max(z, 0)  # type: ignore[call-overload]
        return int(z >= 0) if rule == ">=" else int(z > 0)  # type: ignore[operator]

    rows = zip(net.hidden, net.biases, strict=True)
    hidden = [act(sum(w * x for w, x in zip(row, point, strict=True)) + b) for row, b in rows]
    out = sum(v * h for v, h in zip(net.output, hidden, strict=True)) + net.bias  # type: ignore[operator,misc]
    return act(out) if activation == "threshold" else out


def samples() -> list[TruthTable]:
    random.seed(0)
    small = [TruthTable(n, bits) for n in (1, 2, 3) for bits in range(1 << (1 << n))]
    return small + [TruthTable(n, random.getrandbits(1 << n)) for n in (4, 5) for _ in range(60)]


@pytest.mark.parametrize("activation", ["relu", "threshold", "square"])
@pytest.mark.parametrize("rule", [">=", ">"])
def test_the_network_has_the_table(activation: str, rule: Rule) -> None:
    """For any table; with squares for those of degree at most two, and for no others."""
    for table in samples():
        net = network_of(table, activation, rule)  # type: ignore[arg-type]
        if net is None:
            assert activation == "square"
            assert obstruction(table, 2)
            continue
        values = [computed(net, p, activation, rule) for p in table.points]
        assert values == list(table.values), (table, net)


def test_an_obstruction_is_a_face_whose_alternating_sum_is_not_zero() -> None:
    """Computed again from the points of the face, for each degree."""
    for table in samples():
        degree = max(map(len, coefficients(table)), default=0)
        for d in range(table.variables):
            face = obstruction(table, d)
            assert (face is None) == (degree <= d)
            if face is not None:
                points = [table.points[row] for row in face]
                free = [i for i in range(table.variables) if len({p[i] for p in points}) == 2]
                assert len(points) == 2 ** len(free) == 2 ** (d + 1)
                assert sum(sign * table.values[row] for row, sign in face.items()) != 0
                signs = {row: (-1) ** (len(free) - sum(table.points[row])) for row in face}
                same = {face[row] * signs[row] for row in face}
                assert len(same) == 1


def test_a_table_of_the_sum_takes_few_relus() -> None:
    """Parity of four bits: four units instead of eight."""
    parity = TruthTable.of([bin(r).count("1") % 2 for r in range(16)])
    net = network_of(parity, "relu")
    assert net is not None
    assert len(net.hidden) == 4
