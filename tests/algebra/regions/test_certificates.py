"""Certificates hold, and every corrupted one is rejected."""

from __future__ import annotations

import ast
import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import symconv.algebra.regions.checker as checker
from symconv.algebra.regions import (
    DenseLayer,
    PiecewiseNetwork,
    certificate,
    count_activation_regions,
    enumerate_regions,
)
from symconv.algebra.regions.checker import Rechecked, recheck
from symconv.errors import ProofError, SpecError

Maker = Callable[..., PiecewiseNetwork]
Data = dict[str, Any]
SIZES = {1: (1, 5, 4, 2), 2: (2, 5, 4, 2), 3: (3, 4, 3, 1), 4: (4, 3, 2, 1)}
ACTIVATIONS = ["relu", "leaky(1/10)", "abs", "hardtanh", "maxout(2)"]


def sent(net: PiecewiseNetwork, box: int | None) -> Data:
    """The certificate as another program receives it."""
    bounds = None if box is None else [(-box, box)] * net.in_size
    data: Data = json.loads(json.dumps(certificate(net, enumerate_regions(net, bounds), bounds)))
    return data


def maxout_network(network: Maker, n: int, family: str) -> PiecewiseNetwork:
    one, two, last = network(n, (n, 6, 4, 2), family, "abs").layers
    halves = [tuple(row[:3]) for row in two.weight]
    return PiecewiseNetwork(
        (
            DenseLayer.of(one.weight, one.bias, "maxout(2)"),
            DenseLayer.of(halves, two.bias, "maxout(2)"),
            DenseLayer.of([row[:2] for row in last.weight], last.bias),
        )
    )


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_certificates_hold(network: Maker, n: int, activation: str) -> None:
    for family in ("ternary", "zero bias", "generic"):
        if activation == "maxout(2)":
            net = maxout_network(network, n, family)
        else:
            net = network(n, SIZES[n], family, activation)
        for box in (None, 3):
            data = sent(net, box)
            kind = "tiling" if box and n <= 2 else "closure"
            assert recheck(data) == Rechecked(kind, n, len(data["regions"]))


def some_region(data: Data, draw: random.Random) -> Data:
    region: Data = draw.choice(data["regions"])
    return region


def flip(region: Data, draw: random.Random) -> None:
    """Change one symbol to another one of a unit with two pieces."""
    layer = draw.choice([layer for layer in region["pattern"] if layer])
    k = draw.randrange(len(layer))
    layer[k] = draw.choice([s for s in (-1, 0, 1) if s != layer[k]])


def common_faults(data: Data, draw: random.Random) -> Iterator[tuple[str, Data]]:
    """One of each kind of corruption that both kinds of certificate know."""

    def broken() -> Data:
        return copy.deepcopy(data)

    bad = broken()
    bad["regions"].remove(some_region(bad, draw))
    yield "a region removed, the number kept", bad
    bad = copy.deepcopy(bad)
    bad["activation_regions"] -= 1
    yield "a region removed, and the number", bad
    bad = broken()
    bad["regions"].append(some_region(bad, draw))
    bad["activation_regions"] += 1
    yield "a region listed twice", bad
    bad = broken()
    flip(some_region(bad, draw), draw)
    yield "a symbol changed", bad
    bad = broken()
    bad["activation_regions"] += 1
    yield "a larger number", bad
    bad = broken()
    level, unit = draw.choice(crossing(bad))
    bad["network"][level]["bias"][unit] = f"{draw.randint(8, 13)}/7"
    yield "another bias of a unit that cuts", bad


def crossing(data: Data) -> list[tuple[int, int]]:
    """Layer and number of the units that do not have one symbol everywhere."""
    patterns = [region["pattern"] for region in data["regions"]]
    return [
        (level, unit)
        for level, layer in enumerate(patterns[0])
        for unit in range(len(layer))
        if len({pattern[level][unit] for pattern in patterns}) > 1
    ]


def tiling_faults(data: Data, draw: random.Random) -> Iterator[tuple[str, Data]]:
    yield from common_faults(data, draw)
    bad = copy.deepcopy(data)
    corners = some_region(bad, draw)["corners"]
    k = draw.randrange(len(corners))
    x, *rest = map(int, corners[k])
    corners[k] = [7 * x + draw.choice((-1, 1)) * rest[-1], *(7 * v for v in rest)]
    yield "a corner moved", bad
    bad = copy.deepcopy(data)
    region = some_region(bad, draw)
    region["corners"] = region["corners"] * 2
    yield "an outline run twice", bad
    bad = copy.deepcopy(data)
    some_region(bad, draw)["corners"].reverse()
    yield "an outline run backwards", bad
    bad = copy.deepcopy(data)
    region = some_region(bad, draw)
    region["corners"] = [[-v for v in map(int, corner)] for corner in region["corners"]]
    yield "corners behind infinity", bad
    bad = copy.deepcopy(data)
    one, two = draw.sample(bad["regions"], 2)
    one["corners"], two["corners"] = two["corners"], one["corners"]
    yield "outlines exchanged", bad
    bad = copy.deepcopy(data)
    bad["box"] = [["-9/2", "9/2"], *([["-2", "2"]] * (len(bad["box"]) - 1))]
    yield "another box, of equal area in the plane", bad


def closure_faults(data: Data, draw: random.Random) -> Iterator[tuple[str, Data]]:
    yield from common_faults(data, draw)
    bad = copy.deepcopy(data)
    region = some_region(bad, draw)
    region["facets"].remove(draw.choice(region["facets"]))
    yield "a facet forgotten", bad
    bad = copy.deepcopy(data)
    region = draw.choice([r for r in bad["regions"] if r["implied"]])
    region["implied"].pop(draw.randrange(len(region["implied"])))
    yield "an inequality forgotten", bad
    bad = copy.deepcopy(data)
    entry = draw.choice([e for r in bad["regions"] for e in r["implied"]])
    entry["slack"] = int(entry["slack"]) + 1
    yield "a combination with another slack", bad
    bad = copy.deepcopy(data)
    entry = draw.choice([e for r in bad["regions"] for e in r["implied"]])
    entry["scale"] = -int(entry["scale"])
    yield "a combination with a negative scale", bad
    bad = copy.deepcopy(data)
    region = some_region(bad, draw)
    region["witness"] = draw.choice(region["facets"])["point"]
    yield "a witness on the border", bad
    bad = copy.deepcopy(data)
    region = draw.choice([r for r in bad["regions"] if len(r["facets"]) > 1])
    one, two = draw.sample(region["facets"], 2)
    one["point"], two["point"] = two["point"], one["point"]
    yield "points of facets exchanged", bad
    bad = copy.deepcopy(data)
    region = some_region(bad, draw)
    facet = draw.choice(region["facets"])
    facet["row"][-1] = int(facet["row"][-1]) + 1
    yield "a facet moved", bad
    if bad["box"] is not None:
        bad = copy.deepcopy(data)
        bad["box"][0] = ["-4", "4"]
        yield "a larger box", bad


def rejected(data: Data) -> bool:
    try:
        recheck(data)
    except (ProofError, SpecError):
        return True
    return False


ROUNDS = [2, pytest.param(13, marks=pytest.mark.slow)]
"""Thirteen rounds over four cases make more than fifty of each kind of corruption."""


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("family", ["generic", "ternary"])
@pytest.mark.parametrize("n", [1, 2])
def test_corrupted_tilings_are_rejected(network: Maker, n: int, family: str, rounds: int) -> None:
    draw = random.Random(7)
    data = sent(network(20, SIZES[n], family), 3)
    assert recheck(data).activation_regions > 3
    faults = [fault for _ in range(rounds) for fault in tiling_faults(data, draw)]
    assert len(faults) == rounds * 12
    assert [what for what, bad in faults if not rejected(bad)] == []


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("family", ["generic", "ternary"])
@pytest.mark.parametrize(("n", "box"), [(2, None), (3, 3), (3, None)])
def test_corrupted_closures_are_rejected(
    network: Maker, n: int, box: int | None, family: str, rounds: int
) -> None:
    draw = random.Random(11)
    data = sent(network(19, SIZES[n], family), box)
    assert recheck(data).activation_regions > 3
    faults = [fault for _ in range(rounds) for fault in closure_faults(data, draw)]
    assert len(faults) == rounds * (14 if box else 13)
    assert [what for what, bad in faults if not rejected(bad)] == []


def tie_network() -> PiecewiseNetwork:
    """The second unit of the second layer is 0 wherever the first layer is off."""
    return PiecewiseNetwork(
        (
            DenseLayer.of([[1, 0], [0, 1]], activation="relu"),
            DenseLayer.of([[1, 1], [1, -1]], activation="relu"),
        )
    )


@pytest.mark.parametrize("box", [2, None])
def test_a_region_with_a_tied_unit_cannot_be_listed_twice(box: int | None) -> None:
    """Once as it is and once with the tied unit called positive; areas are halved to match."""
    data = sent(tie_network(), box)
    assert recheck(data)
    tied = next(r for r in data["regions"] if any(-1 in layer for layer in r["pattern"]))
    for symbol in (0, 1):
        bad = copy.deepcopy(data)
        twin = copy.deepcopy(tied)
        twin["pattern"] = [[symbol if s == -1 else s for s in layer] for layer in twin["pattern"]]
        bad["regions"].append(twin)
        bad["activation_regions"] += 1
        if box is not None:  # split the outline in two, so that the areas still add up
            corners = twin["corners"]
            twin["corners"] = [corners[0], corners[1], corners[2]]
            old = next(r for r in bad["regions"] if r["pattern"] == tied["pattern"])
            old["corners"] = [corners[0], *corners[2:]]
        with pytest.raises(ProofError, match=r"does not have the symbol|contradicts|leaves"):
            recheck(bad)


def test_a_box_of_equal_area_is_another_box(network: Maker) -> None:
    data = sent(network(3, SIZES[2]), 4)
    data["box"] = [["-8", "8"], ["-2", "2"]]
    with pytest.raises(ProofError, match="leaves the box"):
        recheck(data)


def test_an_outline_run_twice_does_not_count_double(network: Maker) -> None:
    """Twice one region in the place of its neighbour of equal area."""
    net = PiecewiseNetwork((DenseLayer.of([[1, 0]], activation="abs"),))
    data = sent(net, 1)
    left, _ = data["regions"]
    left["corners"] = left["corners"] * 2
    data["regions"] = [left]
    data["activation_regions"] = 1
    with pytest.raises(ProofError, match="not convex, or runs round twice"):
        recheck(data)


@pytest.mark.parametrize("n", [2, 3])
def test_linear_layers_in_between(network: Maker, n: int) -> None:
    """Layers without activation, in front and in between, pass maps on."""
    mix = PiecewiseNetwork(
        (DenseLayer.of([[1] * n, *[[2] * n] * (n - 1)], [1, *["1/3"] * (n - 1)]),)
    )
    net = network(3, (n, 4, n), "quarters").then(mix).then(network(4, (n, 3, 1), "quarters"))
    front = PiecewiseNetwork((DenseLayer.of([[i + 2 * j for j in range(n)] for i in range(n)]),))
    for whole in (net, front.then(net)):
        for box in (None, 3):
            data = sent(whole, box)
            count = recheck(data).activation_regions
            bounds = None if box is None else [(-box, box)] * n
            assert count == count_activation_regions(whole, bounds) > 1


def test_an_empty_list_is_no_certificate() -> None:
    data = one_sided() | {"regions": [], "activation_regions": 0}
    with pytest.raises(ProofError, match="no region is listed"):
        recheck(data)


def one_sided() -> Data:
    """The half plane x > 0 of max(x, 0), alone, as the only region."""
    data = sent(PiecewiseNetwork((DenseLayer.of([[1, 0]], activation="relu"),)), None)
    data["regions"] = [r for r in data["regions"] if r["pattern"] == [[1]]]
    data["activation_regions"] = 1
    return data


INVENTED = [
    ("a facet of its own", [{"row": [1, 0, -1], "point": [1, 0, 1]}], [[0, 1]], 1, "no inequality"),
    ("a negative weight", [], [[0, -1]], 0, "negative or names no facet"),
    ("a facet that is not there", [], [[1, 1]], 0, "negative or names no facet"),
    ("nothing", [], [], 0, "does not add up"),
]


@pytest.mark.parametrize(("what", "facets", "by", "slack", "message"), INVENTED)
def test_a_border_cannot_be_explained_away(
    what: str, facets: list[Data], by: list[list[int]], slack: int, message: str
) -> None:
    """x >= 0 would follow from x >= 1, across which lies the region itself."""
    data = one_sided()
    data["regions"][0] |= {
        "facets": facets,
        "implied": [{"row": [1, 0, 0], "scale": 1, "by": by, "slack": slack}],
    }
    with pytest.raises(ProofError, match=message):
        recheck(data)


def test_a_unit_is_not_tied_because_a_pattern_says_so() -> None:
    """Nothing bounds a region whose only unit is called tied."""
    data = one_sided()
    data["regions"] = [{"pattern": [[-1]], "witness": [5, 0, 1], "facets": [], "implied": []}]
    with pytest.raises(ProofError, match="a unit that is called tied leaves its breakpoint"):
        recheck(data)


def test_a_witness_has_a_place() -> None:
    """x > 0 and -x - 1 > 0 have no point, but the vector (1, 0, -2) satisfies both rows."""
    net = PiecewiseNetwork((DenseLayer.of([[1, 0], [-1, 0]], [0, -1], "relu"),))
    data = sent(net, None)
    assert len(data["regions"]) == 3
    nowhere = {
        "pattern": [[1, 1]],
        "witness": [1, 0, -2],
        "facets": [
            {"row": [1, 0, 0], "point": [0, 0, -1]},
            {"row": [-1, 0, -1], "point": [1, 0, -1]},
        ],
        "implied": [],
    }
    data["regions"].append(nowhere)
    data["activation_regions"] += 1
    with pytest.raises(ProofError, match="a point lies at infinity"):
        recheck(data)


def test_a_weight_is_not_negative() -> None:
    """x + 1 >= 0 is no consequence of x <= 0 alone, though -1 times it and 1 add up to it."""
    net = PiecewiseNetwork((DenseLayer.of([[-1, 0], [1, 0]], [0, 1], "relu"),))
    data = sent(net, None)
    data["regions"] = [r for r in data["regions"] if r["pattern"] == [[1, 1]]]
    data["activation_regions"] = 1
    region = data["regions"][0]
    region["facets"] = [f for f in region["facets"] if f["row"] == [-1, 0, 0]]
    region["implied"] = [{"row": [1, 0, 1], "scale": 1, "by": [[0, -1]], "slack": 1}]
    with pytest.raises(ProofError, match="a weight that is negative"):
        recheck(data)
    region["implied"] = [{"row": [1, 0, 1], "scale": -1, "by": [[0, 1]], "slack": -1}]
    with pytest.raises(ProofError, match="a weight that is negative"):
        recheck(data)


def test_a_triangle_cannot_be_hidden_by_a_negative_slack() -> None:
    """Each neighbour of x + y > 0, x - y > 0, x < 1 says that its facet to it follows from two."""
    lines = DenseLayer.of([[1, 1], [1, -1], [1, 0]], [0, 0, -1], "relu")
    data = sent(PiecewiseNetwork((lines,)), None)
    assert recheck(data).activation_regions == 7
    hidden = [[1, 1, 0]]
    data["regions"] = [r for r in data["regions"] if r["pattern"] != hidden]
    data["activation_regions"] = 6
    combinations = [  # pattern, facet, and the two with whose weights it is 2 more
        ([[1, 1, 1]], [1, 0, -1], {(1, 1, 0): 1, (1, -1, 0): 1}, 2),
        ([[0, 1, 0]], [-1, -1, 0], {(1, -1, 0): 1, (-1, 0, 1): 2}, 1),
        ([[1, 0, 0]], [-1, 1, 0], {(1, 1, 0): 1, (-1, 0, 1): 2}, 1),
    ]
    for pattern, row, weights, scale in combinations:
        region = next(r for r in data["regions"] if r["pattern"] == pattern)
        region["facets"] = [f for f in region["facets"] if f["row"] != row]
        by = [[k, weights[tuple(f["row"])]] for k, f in enumerate(region["facets"])]
        region["implied"].append({"row": row, "scale": scale, "by": by, "slack": -2})
    with pytest.raises(ProofError, match="a weight that is negative"):
        recheck(data)


@pytest.mark.parametrize("box", [2, None])
def test_the_symbol_of_a_maxout_unit_is_checked(box: int | None) -> None:
    """Rows 0 and 2 are one function; where they win, the symbol is 0 and nothing else."""
    net = PiecewiseNetwork((DenseLayer.of([[1, 0], [0, 1], [1, 0]], activation="maxout(3)"),))
    data = sent(net, box)
    assert sorted(region["pattern"] for region in data["regions"]) == [[[0]], [[1]]]
    for old, new in ((0, 1), (0, 2), (1, 2)):
        bad = copy.deepcopy(data)
        region = next(r for r in bad["regions"] if r["pattern"] == [[old]])
        region["pattern"] = [[new]]
        if [new] in [r["pattern"][0] for r in data["regions"]]:
            bad["regions"] = [region]  # alone, so that the pattern is not there twice
            bad["activation_regions"] = 1
        with pytest.raises(ProofError, match=r"does not have the symbol|contradicts|witness"):
            recheck(bad)


@pytest.mark.parametrize("activation", ["maxout(2)", "relu", "hardtanh"])
def test_one_region_cannot_claim_the_whole_box(activation: str) -> None:
    """The first symbol is right at some corners, and wrong at others."""
    rows = [[1, 0], [-1, 0]] if activation == "maxout(2)" else [[1, 0]]
    data = sent(PiecewiseNetwork((DenseLayer.of(rows, activation=activation),)), 2)
    square = [[-2, -2, 1], [2, -2, 1], [2, 2, 1], [-2, 2, 1]]
    for region in data["regions"]:
        bad = {**data, "activation_regions": 1, "regions": [{**region, "corners": square}]}
        with pytest.raises(ProofError, match="does not have the symbol"):
            recheck(bad)


@pytest.mark.parametrize("w", [0, -1])
def test_a_corner_at_infinity_is_refused(network: Maker, w: int) -> None:
    data = sent(network(1, SIZES[2]), 2)
    data["regions"][0]["corners"][0][-1] = w
    with pytest.raises(ProofError, match="a corner at infinity"):
        recheck(data)


@pytest.mark.parametrize("n", [1, 2])
def test_a_region_cannot_be_listed_in_two_halves(network: Maker, n: int) -> None:
    """Both halves have the pattern, and the areas add up; but they are one region."""
    data = sent(network(20, SIZES[n]), 3)
    region = max(data["regions"], key=lambda r: len(r["corners"]))
    other = copy.deepcopy(region)
    first, *corners = region["corners"]
    if n == 1:
        x, w, end = first[0], first[1], corners[0]
        half = [int(x) * int(end[1]) + int(end[0]) * int(w), 2 * int(w) * int(end[1])]
        region["corners"], other["corners"] = [first, half], [half, end]
    else:
        assert len(corners) > 2
        region["corners"], other["corners"] = [first, *corners[:2]], [first, *corners[1:]]
    data["regions"].append(other)
    data["activation_regions"] += 1
    with pytest.raises(ProofError, match="has the pattern of an earlier one"):
        recheck(data)


def test_a_hidden_region_is_noticed_by_its_neighbours(network: Maker) -> None:
    """Every single region of a closure is needed."""
    data = sent(network(5, SIZES[3]), None)
    for i in range(len(data["regions"])):
        bad = {**data, "regions": data["regions"][:i] + data["regions"][i + 1 :]}
        bad["activation_regions"] -= 1
        with pytest.raises(ProofError, match="what lies across the facet"):
            recheck(bad)


MALFORMED: list[tuple[str, Callable[[Data], object], str]] = [
    ("no mapping", lambda d: [d], "must have the keys"),
    ("another format", lambda d: {**d, "format": "x"}, "this is not a"),
    ("another kind", lambda d: {**d, "kind": "x"}, "no certificate of kind 'x'"),
    ("a float", lambda d: {**d, "activation_regions": 2.5}, "integers and fractions"),
    ("true", lambda d: {**d, "activation_regions": True}, "integers and fractions"),
    ("a fraction", lambda d: {**d, "activation_regions": "5/2"}, "made of integers"),
    ("division by zero", lambda d: {**d, "box": [["1/0", 2]]}, "integers and fractions"),
    ("an empty interval", lambda d: {**d, "box": [[2, 2], [0, 1]]}, "low < high"),
    ("no network", lambda d: {**d, "network": []}, "needs a layer"),
    ("no box", lambda d: {**d, "box": None}, "a tiling needs a box"),
    ("regions in a mapping", lambda d: {**d, "regions": {}}, "regions must be a list"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "spoil", "message"), MALFORMED)
def test_malformed_data_is_refused(
    network: Maker, what: str, spoil: Callable[[Data], object], message: str
) -> None:
    with pytest.raises(SpecError, match=message):
        recheck(spoil(sent(network(1, SIZES[2]), 2)))


def spoiled(data: Data, path: tuple[object, ...], value: object) -> Data:
    """A copy in which one entry has another value."""
    bad = copy.deepcopy(data)
    at: Any = bad
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return bad


ENTRIES: list[tuple[tuple[object, ...], object, str]] = [
    (("network", 0, "weight"), [[1], [1, 2]], "rows of one length"),
    (("network", 0, "bias"), [1], "one bias per row"),
    (("network", 0, "activation"), {"maxout": 3}, "does not divide"),
    (("network", 0, "activation", "breakpoints"), [0, 0], "one piece"),
    (("network", 0, "activation", "pieces"), [[0, 0], [1, 1]], "must meet"),
    (("network", 1, "weight"), [[1]] * 4, "do not fit"),
    (("regions", 0, "pattern", 0), [0], "one symbol per unit"),
    (("regions", 0, "pattern", 0, 0), 7, "names no piece"),
    (("regions", 0, "corners", 0), [1, 2], "must have 3 entries"),
    (("regions", 0, "extra"), 1, "a region must have the keys"),
]


@pytest.mark.parametrize(("path", "value", "message"), ENTRIES)
def test_a_malformed_entry_is_refused(
    network: Maker, path: tuple[object, ...], value: object, message: str
) -> None:
    with pytest.raises(SpecError, match=message):
        recheck(spoiled(sent(network(1, SIZES[2]), 2), path, value))


def test_breakpoints_of_a_certificate_increase() -> None:
    net = PiecewiseNetwork((DenseLayer.of([[1, 0]], activation="hardtanh"),))
    data = sent(net, 2)
    data["network"][0]["activation"]["breakpoints"] = [1, -1]
    with pytest.raises(SpecError, match="breakpoints must increase"):
        recheck(data)


def test_the_checker_imports_nothing_of_the_enumeration() -> None:
    allowed = ("symconv.algebra.regions.checker", "symconv.errors")
    for path in Path(checker.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert not node.module.startswith("symconv") or node.module.startswith(allowed)
            assert not (isinstance(node, ast.Import) and "symconv" in ast.dump(node)), path
