r"""A network with one hidden layer that has a given table, constructed and checked on every row.

Any table can be had with rectified or threshold units. With squares, exactly the tables can be had
that agree with a polynomial of degree 2 on the cube; the others are refused with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from symconv.algebra.logic.affine import obstruction
from symconv.algebra.logic.truth_table import TruthTable
from symconv.algebra.logic.two_layer import Activation, network_of
from symconv.errors import GivenError
from symconv.proof.derivation import Derivation
from symconv.theorems import logic_givens as givens
from symconv.theorems.logic_lines import point_text
from symconv.theorems.table_networks import ACTIVATIONS, TableNetwork


def two_layer_network_of_table(
    *, table: Sequence[int], activation: str = "relu", rule: str = ">="
) -> Derivation:
    """Return the weights of a two-layer network with this table, up to four inputs.

    ``activation`` is ``relu`` or ``square`` (then the output is linear and equals the table) or
    ``threshold`` (then the output is a threshold unit too, by ``rule``).
    Raises GivenError for a table that squares cannot have.

    >>> two_layer_network_of_table(table=[0, 1, 1, 0], activation="square").answer.value
    (((1, -1),), (0,), ((1,),), 0)
    """
    wanted, when = givens.table(table), givens.rule(rule)
    kind = cast(Activation, givens.choice(activation, "activation", ACTIVATIONS))
    net = network_of(wanted, kind, when)
    if net is None:
        raise GivenError(_degree(wanted), remedy="use activation: relu", given="activation")
    found = TableNetwork(wanted, net, kind, when)
    return Derivation(
        name="two_layer_network_of_table",
        title="A network with one hidden layer for a table",
        symbols=found.symbols,
        conventions=found.conventions,
        definitions=found.definitions("chosen"),
        steps=found.steps(),
        answer=found.weights(),
        witness=found.witness(),
    )


def _degree(table: TruthTable) -> str:
    """Say which rows show that a table is not of degree 2."""
    face = obstruction(table, 2)
    assert face is not None
    signs = [
        ("+" if sign > 0 else "-") + point_text(table.points[row])
        for row, sign in sorted(face.items())
    ]
    return (
        "one layer of squares gives polynomials of degree 2, whose alternating sum over the rows "
        f"{' '.join(signs)} is 0; that of the table is not"
    )
