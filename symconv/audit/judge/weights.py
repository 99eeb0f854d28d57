r"""Does this network compute the table? The weights of an answer, run on every row.

*Defines* `judge_weights` and `wrong_activations`. Many networks have a table, so an answer is not
compared with the sheet's: its weight matrices are found by their names and sizes, and the network
is run on all inputs exactly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from symconv.audit.causes.values import NoValue, Value, value_at
from symconv.audit.finding import LineFinding
from symconv.audit.judge import codes
from symconv.audit.judge.claims import Claim
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.unit_weights import THEOREM as UNIT
from symconv.audit.judge.unit_weights import unit_outputs
from symconv.latex.tree import Add, Apply, Chain, Matrix, Multiply, Node, Symbol
from symconv.notation import Name
from symconv.proof.exact_numbers import Exact
from symconv.proof.point_truth import Point

THEOREMS = frozenset({"two_layer_network_of_table", "network_computes_table", UNIT})
ACTIVATIONS: Mapping[str, Callable[[Exact], Exact]] = {
    "relu": lambda z: max(0, z),
    "square": lambda z: z * z,
    "step": lambda z: int(z >= 0),
    "abs": lambda z: max(z, -z),
}
ROLES = {
    "hidden": frozenset({"W", "W1", "U", "W^\\top", "W1^\\top"}),
    "biases": frozenset({"c", "b1"}),
    "output": frozenset({"w", "w^\\top", "W2", "W2^\\top", "v", "v^\\top"}),
    "bias": frozenset({"b", "b2"}),
}
_TRANSPOSE = re.compile(r"W\}?(?:\^\{\(1\)\}|_\{?1\}?)?\s*\^\s*\{?\s*\\top")
Rows = tuple[tuple[Exact, ...], ...]


@dataclass(frozen=True)
class Weights:
    """Weights (units, inputs) and biases of the hidden layer, weights and bias of the last one."""

    hidden: Rows
    biases: tuple[Exact, ...]
    output: tuple[Exact, ...]
    bias: Exact

    def at(self, point: Sequence[int], activation: Callable[[Exact], Exact]) -> Exact:
        """Return what the network gives for an input."""
        units = [
            activation(sum(w * x for w, x in zip(row, point, strict=True)) + b)
            for row, b in zip(self.hidden, self.biases, strict=True)
        ]
        return sum(w * h for w, h in zip(self.output, units, strict=True)) + self.bias


@dataclass(frozen=True)
class Tried:
    """The first row at which a network is wrong, with what it gives; none if it has the table."""

    rows: int
    point: tuple[int, ...] | None = None
    got: Exact = 0
    wanted: int = 0


def judge_weights(desk: Desk, claims: Sequence[Claim]) -> Tried | None:
    """Run the network of an answer on every row; None where its weights cannot be told."""
    given = desk.problem.given
    table = given.get("table")
    if not isinstance(table, list):
        return None
    inputs = (len(table) - 1).bit_length()
    if desk.problem.ask == UNIT:
        outputs = unit_outputs(claims, inputs, str(given.get("rule", ">=")))
    else:
        outputs = _outputs(claims, inputs, str(given.get("activation", "relu")))
    if outputs is None:
        return None
    for (point, got), wanted in zip(outputs, table, strict=True):
        if isinstance(wanted, int) and got != wanted:
            return Tried(len(outputs), point, got, wanted)
    return Tried(len(outputs))


def _outputs(
    claims: Sequence[Claim], inputs: int, activation: str
) -> Sequence[tuple[tuple[int, ...], Exact]] | None:
    """Return what the network of an answer gives for each input; None where it cannot be told."""
    function, weights = ACTIVATIONS.get(activation), _weights(claims, inputs)
    if function is None or weights is None:
        return None
    return [(x, weights.at(x, function)) for x in product((0, 1), repeat=inputs)]


def _weights(claims: Sequence[Claim], inputs: int) -> Weights | None:
    """Return the weights by their names: a capital letter is the matrix of the hidden layer."""
    found: dict[str, Value] = {}
    for claim in claims:
        role = _role(claim)
        value = _number(claim)
        if role and value is not None:
            turned = role == "hidden" and _is_turned(claim, claims)
            found[role] = tuple(zip(*_rows(value), strict=True)) if turned else value
    hidden, output = _rows(found.get("hidden")), _flat(found.get("output"))
    biases, bias = _flat(found.get("biases", 0)), found.get("bias", 0)
    if not hidden or not output or isinstance(bias, tuple):
        return None
    if biases == (0,):
        biases = (0,) * len(hidden)
    if len(hidden[0]) != inputs or not len(hidden) == len(biases) == len(output):
        return None
    return Weights(hidden, biases, output, Fraction(bias))


def _role(claim: Claim) -> str:
    for role, names in ROLES.items():
        if claim.names & names:
            return role
    return ""


def _is_turned(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether a matrix is called W in a text that multiplies by its transpose."""
    return "W^\\top" not in claim.names and any(_TRANSPOSE.search(c.said.text) for c in claims)


def _number(claim: Claim) -> Value | None:
    try:
        return value_at(claim.value, Point({}, {}))
    except NoValue:
        return None


def _rows(value: Value | None) -> Rows:
    if not isinstance(value, tuple) or not value or not isinstance(value[0], tuple):
        return ()
    return value  # type: ignore[return-value]


def _flat(value: Value | None) -> tuple[Exact, ...]:
    if value is None:
        return ()
    if not isinstance(value, tuple):
        return (value,)
    return tuple(x for part in value for x in _flat(part))


def wrong_activations(desk: Desk, said: Sequence[Said]) -> tuple[LineFinding, ...]:
    """Return a finding for each line that states another activation, or leaves it out."""
    if desk.problem.ask == UNIT:
        return ()
    wanted = str(desk.problem.given.get("activation", "relu"))
    activation = ACTIVATIONS.get(wanted)
    found: list[LineFinding] = []
    for one in said:
        match one.statement:
            case Chain((Apply(_, (Symbol(name),)), body), ("=",)) if activation is not None:
                message = _differs(body, name, activation)
            case Chain((Symbol(Name("h")), Add(terms)), ("=",)) if any(map(_is_product, terms)):
                message = "the activation is left out"
            case _:
                continue
        if message:
            found.append(LineFinding("wrong", one.place, message, codes.LINE, "exact", one.text))
    return tuple(found)


def _differs(body: Node, name: Name, activation: Callable[[Exact], Exact]) -> str:
    for x in (-1, 2):
        try:
            got = value_at(body, Point({name: x}, {}))
        except NoValue:
            return ""
        if got != activation(x):
            return f"another activation than the question's: {got}, not {activation(x)}, at {x}"
    return ""


def _is_product(term: Node) -> bool:
    return isinstance(term, Multiply) and isinstance(term.factors[0], Matrix)
