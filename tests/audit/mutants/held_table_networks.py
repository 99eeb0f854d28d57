"""Networks with one hidden layer for a table of two bits, that miss it or have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from apart import right, wrong
from shared import Family, Mutant, Rewriting, matrix

NAMES = {
    "hidden bias forgotten": "bias-forgotten bias-ignored",
    "hidden bias sign": "bias-sign sign",
    "output weight": "slip sign factor-two another-gate another-activation",
    "output sign": "sign",
    "units exchanged": (
        "order-swapped column-order columns-reversed rows-reversed coordinates-exchanged"
    ),
    "one unit": "unit-taken-closed row-lost unit-missing another-activation",
    "one sign for both": "sign signs-forgotten",
    "difference": "sign",
    "output bias": "bias-forgotten slip bias-counted bias-ignored",
    "another gate": "another-gate bias-ignored",
    "for the square": "another-activation",
    "complement": "another-gate complement-forgotten sign",
    "sum for difference": "sign",
    "product lost": "cross-terms-missing",
    "for the rectifier": "another-activation",
    "threshold too high": "slip another-activation",
    "weights signs": "sign",
}
Net = tuple[Sequence[Sequence[float]], Sequence[float], Sequence[float], float]
TABLES = {"XOR": [0, 1, 1, 0], "XNOR": [1, 0, 0, 1], "AND": [0, 0, 0, 1], "NOR": [1, 0, 0, 0]}
WRONG: tuple[tuple[str, str, str, Net], ...] = (
    ("XOR", "relu", "hidden bias forgotten", ([[1, 1], [1, 1]], [0, 0], [1, -2], 0)),
    ("XOR", "relu", "hidden bias sign", ([[1, 1], [1, 1]], [0, 1], [1, -2], 0)),
    ("XOR", "relu", "output weight", ([[1, 1], [1, 1]], [0, -1], [1, -1], 0)),
    ("XOR", "relu", "output sign", ([[1, 1], [1, 1]], [0, -1], [1, 2], 0)),
    ("XOR", "relu", "units exchanged", ([[1, 1], [1, 1]], [0, -1], [-2, 1], 0)),
    ("XOR", "relu", "one unit", ([[1, -1]], [0], [1], 0)),
    ("XOR", "relu", "one sign for both", ([[1, -1], [1, -1]], [0, 0], [1, 1], 0)),
    ("XOR", "relu", "difference", ([[1, -1], [-1, 1]], [0, 0], [1, -1], 0)),
    ("XOR", "relu", "output bias", ([[1, 1], [1, 1]], [0, -1], [1, -2], -1)),
    ("XOR", "relu", "another gate", ([[1, 1], [1, 1]], [0, -1], [1, -1], 0)),
    ("XOR", "relu", "for the square", ([[1, -1]], [0], [1], 1)),
    ("XOR", "relu", "complement", ([[1, 1], [1, 1]], [0, -1], [-1, 2], 1)),
    ("XOR", "square", "sum for difference", ([[1, 1]], [0], [1], 0)),
    ("XOR", "square", "output sign", ([[1, -1]], [0], [-1], 0)),
    ("XOR", "square", "complement", ([[1, 1]], [-1], [1], 0)),
    ("XOR", "square", "output weight", ([[1, 1], [1, -1]], [0, 0], [0.5, 0.5], 0)),
    ("XOR", "square", "product lost", ([[1, 0], [0, 1]], [0, 0], [1, 1], 0)),
    ("XOR", "square", "hidden bias sign", ([[1, 1]], [1], [-1], 1)),
    ("XOR", "square", "for the rectifier", ([[1, 1], [1, 1]], [0, -1], [1, -2], 0)),
    ("XOR", "square", "output bias", ([[1, -1]], [0], [1], 1)),
    ("XNOR", "relu", "complement", ([[1, 1], [1, 1]], [0, -1], [1, -2], 0)),
    ("XNOR", "relu", "output bias", ([[1, -1], [-1, 1]], [0, 0], [-1, -1], 0)),
    ("XNOR", "relu", "another gate", ([[-1, -1]], [1], [1], 0)),
    ("XNOR", "square", "complement", ([[1, -1]], [0], [1], 0)),
    ("AND", "relu", "another gate", ([[1, 1]], [0], [1], 0)),
    ("AND", "relu", "hidden bias forgotten", ([[1, 1]], [0], [0.5], 0)),
    ("AND", "relu", "threshold too high", ([[1, 1]], [-1.5], [1], 0)),
    ("NOR", "relu", "another gate", ([[1, 1]], [-1], [1], 0)),
    ("NOR", "relu", "weights signs", ([[1, 1]], [1], [1], 0)),
)  # fmt: skip
RIGHT: tuple[tuple[str, str, Net], ...] = (
    ("XOR", "relu", ([[1, 1], [1, 1]], [0, -1], [1, -2], 0)),
    ("XOR", "relu", ([[1, -1], [-1, 1]], [0, 0], [1, 1], 0)),
    ("XOR", "relu", ([[2, -2], [-1, 1]], [0, 0], [0.5, 1], 0)),
    ("XOR", "relu", ([[1, 0], [0, 1], [1, 1]], [0, 0, -1], [1, 1, -2], 0)),
    ("XOR", "square", ([[1, -1]], [0], [1], 0)),
    ("XOR", "square", ([[1, 1]], [-1], [-1], 1)),
    ("XOR", "square", ([[1, 0], [0, 1], [1, 1]], [0, 0, 0], [2, 2, -1], 0)),
    ("XNOR", "relu", ([[1, -1], [-1, 1]], [0, 0], [-1, -1], 1)),
    ("XNOR", "square", ([[1, 1]], [-1], [1], 0)),
    ("AND", "relu", ([[1, 1]], [-1], [1], 0)),
    ("NOR", "relu", ([[-1, -1]], [1], [1], 0)),
)  # fmt: skip


def has(table: Sequence[int], activation: str, net: Net) -> bool:
    w, c, out, b = net
    for x, wanted in zip(product((0, 1), repeat=2), table, strict=True):
        sums = [
            sum(e * v for e, v in zip(row, x, strict=True)) + e0
            for row, e0 in zip(w, c, strict=True)
        ]
        hidden = [max(z, 0) if activation == "relu" else z * z for z in sums]
        if sum(e * h for e, h in zip(out, hidden, strict=True)) + b != wanted:
            return False
    return True


def equations(net: Net) -> str:
    w, c, out, b = net
    return (
        rf"$$W^{{(1)}} = {matrix(w)}, \quad b^{{(1)}} = {matrix([[e] for e in c])}, \quad "
        rf"W^{{(2)}} = {matrix([out])}, \quad b^{{(2)}} = {b}$$"
    )


def listed(net: Net) -> str:
    w, c, out, b = net
    return "\n".join((
        rf"- $W_1 = {matrix(w)}$", rf"- $b_1 = {matrix([[e] for e in c])}$",
        rf"- $W_2 = {matrix([out])}$", f"- $b_2 = {b}$",
    ))  # fmt: skip


def formula(net: Net, activation: str) -> str:
    """Write the network as one function of two inputs."""
    w, c, out, b = net
    terms = []
    for row, e0, v in zip(w, c, out, strict=True):
        inside = " ".join(
            f"{'+' if e >= 0 else '-'} {abs(e)} {x}"
            for e, x in zip((*row, e0), ("x_1", "x_2", ""), strict=True)
        ).removeprefix("+ ")
        unit = rf"\max(0, {inside})" if activation == "relu" else f"({inside})^2"
        terms.append(f"{'+' if v >= 0 else '-'} {abs(v)} {unit}")
    return f"$$f(x) = {' '.join(terms).removeprefix('+ ')} {'+' if b >= 0 else '-'} {abs(b)}$$"


def mutants() -> Iterator[Mutant]:
    for n, (name, activation, kind, net) in enumerate(WRONG):
        assert not has(TABLES[name], activation, net), (name, activation, net)
        given = {"table": TABLES[name], "activation": activation}
        answer = (equations(net), listed(net), formula(net, activation))[n % 3]
        yield from wrong("two_layer_network_of_table", given, NAMES, (kind, answer))


def rewritings() -> Iterator[Rewriting]:
    for n, (name, activation, net) in enumerate(RIGHT):
        assert has(TABLES[name], activation, net), (name, activation, net)
        given = {"table": TABLES[name], "activation": activation}
        answer = (equations(net), listed(net), formula(net, activation))[n % 3]
        yield from right("two_layer_network_of_table", given, answer)
    yield from right(
        "two_layer_network_of_table", {"table": TABLES["XOR"], "activation": "square"},
        "$$f(x) = (x_1 - x_2)^2$$", "One hidden unit is enough: $h = (x_1 - x_2)^2$, $y = h$.",
    )  # fmt: skip


FAMILIES = {"two_layer_network_of_table": Family(mutants, rewritings)}
