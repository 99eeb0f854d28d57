"""A given network with one hidden layer, checked against a table row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from symconv.algebra.logic.truth_table import TruthTable
from symconv.algebra.logic.two_layer import Activation, TwoLayer
from symconv.errors import GivenError
from symconv.proof.derivation import Answer, Derivation
from symconv.theorems import logic_givens as givens
from symconv.theorems.answers import box
from symconv.theorems.givens import Nested, array, shape
from symconv.theorems.logic_lines import point_text
from symconv.theorems.table_networks import ACTIVATIONS, TableNetwork
from symconv.theorems.tensors import lines


def network_computes_table(
    *,
    table: Sequence[int],
    W1: Sequence[object],
    b1: Sequence[object],
    W2: Sequence[object],
    b2: object,
    activation: str = "relu",
    rule: str = ">=",
) -> Derivation:
    """Return the proof that a two-layer network has a table, up to four inputs.

    ``W1`` (units, inputs), ``b1`` (units), ``W2`` (units) and ``b2`` are exact numbers;
    ``activation`` and ``rule`` as for two_layer_network_of_table.
    Raises GivenError for weights that do not fit, and names the first row that is wrong.

    >>> xor = dict(W1=[[1, -1], [-1, 1]], b1=[0, 0], W2=[1, 1], b2=0)
    >>> network_computes_table(table=[0, 1, 1, 0], **xor).answer.value
    (0, 1, 1, 0)
    """
    wanted, when = givens.table(table), givens.rule(rule)
    kind = cast(Activation, givens.choice(activation, "activation", ACTIVATIONS))
    net = _network(wanted, W1, b1, W2, b2)
    found = TableNetwork(wanted, net, kind, when)
    if not found.agrees():
        pairs = zip(wanted.points, wanted.values, found.output.tolist(), strict=True)
        point, asked, got = next(p for p in pairs if p[1] != p[2])
        raise GivenError(
            f"the network gives {got} at {point_text(point)}, where the table has {asked}",
            remedy="correct the table or the weights",
            given="table",
        )
    return Derivation(
        name="network_computes_table",
        title="A network checked against a table",
        symbols=found.symbols,
        conventions=found.conventions,
        definitions=found.definitions("given"),
        steps=found.steps()[:-1],
        answer=Answer(box(list(lines("y", np.array(wanted.values, dtype=object)))), wanted.values),
        witness=found.witness(),
    )


def _network(
    table: TruthTable, hidden: object, biases: object, output: object, bias: object
) -> TwoLayer:
    w1 = _sized(hidden, "W1", (None, table.variables))
    b1 = _sized(biases, "b1", (len(w1),))
    w2 = _sized(output, "W2", (len(w1),))
    (b2,) = _sized([bias], "b2", (1,))
    return TwoLayer(w1, b1, w2, b2)  # type: ignore[arg-type]


def _sized(value: object, given: str, sizes: tuple[int | None, ...]) -> tuple[Nested, ...]:
    """Return exact numbers of a shape; None leaves a size open."""
    entries = array(value, given)
    found = shape(entries)
    if len(found) != len(sizes) or any(
        n not in (None, m) for n, m in zip(sizes, found, strict=True)
    ):
        said = " × ".join("?" if n is None else str(n) for n in sizes)
        raise GivenError(
            f"{given} has the shape {' × '.join(map(str, found))} and not {said}",
            remedy="W1 has one row for each hidden unit, b1 and W2 one number for each",
            given=given,
        )
    return entries
