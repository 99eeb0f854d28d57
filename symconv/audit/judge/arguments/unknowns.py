r"""What the names of a proof stand for: weights, the bias, the output at a point.

*Defines* `Unknowns`, whose `leaf` tells it, and `unknowns_of`. Usual names are understood; where an
answer writes ``f(x, y) = a x + c y + d``, its letters are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.affine.forms import Affine, Form, NotAffine, column, entries, number
from symconv.audit.judge.affine.reading import form_of
from symconv.audit.judge.aliases import alias
from symconv.audit.judge.arguments.demands import BIAS, output_at
from symconv.audit.judge.designs.answers import definitions
from symconv.audit.judge.designs.inputs import inputs_among
from symconv.audit.judge.designs.named import THRESHOLDS
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import (
    Add,
    Apply,
    Boxed,
    Chain,
    Expr,
    Indexed,
    Multiply,
    Node,
    Symbol,
    Transposed,
)

_WEIGHT = re.compile(r"(?:w|omega|W|a|v|alpha)_?(?P<number>[1-9])")
VECTORS = frozenset({"w", "omega", "W"})
BIASES = frozenset({"b", "c", "w0", "b0", "beta", "omega0", "bias"})
FUNCTIONS = frozenset({"f", "g", "h", "y", "z", "s", "F", "phi", "net", "hat y"})


@dataclass
class Unknowns:
    """Names for ``inputs`` weights and a bias; ``named`` are those that the answer declares.

    With ``table``, an output in a row is the value that the table has there, and no sum of weights.
    """

    inputs: int
    named: Mapping[str, Affine]
    defined: Mapping[str, Expr]
    table: Mapping[tuple[Fraction, ...], int] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)

    def form(self, tree: Node) -> Form:
        """Return a formula as an affine form of the unknowns; raise NotAffine where it is none."""
        return form_of(tree, self.leaf)

    def leaf(self, tree: Node) -> Form | None:
        """Return what a name or an application stands for; None for anything else."""
        match tree:
            case Symbol() | Indexed():
                return self._named(alias(tree))
            case Transposed(Symbol()) if alias(tree.body) in VECTORS:
                return (entries(self._vector()),)
            case Apply(name, arguments) if name.base in FUNCTIONS:
                return self._output(arguments)
            case _:
                return None

    def _named(self, name: str) -> Form:
        if name in self.named:
            return self.named[name]
        match = _WEIGHT.fullmatch(name)
        if match is not None and int(match["number"]) <= self.inputs:
            return Affine.unknown(f"w{match['number']}")
        if name in VECTORS:
            return self._vector()
        if name in BIASES:
            return BIAS
        if name in THRESHOLDS:
            return BIAS.times(Fraction(-1))
        if name in self.defined and name not in self.pending:
            self.pending.append(name)
            try:
                return self.form(self.defined[name])
            finally:
                self.pending.remove(name)
        raise NotAffine(f"{name} is neither a weight nor a bias")

    def _vector(self) -> Form:
        return column(tuple(Affine.unknown(f"w{i}") for i in range(1, self.inputs + 1)))

    def _output(self, arguments: tuple[Expr, ...]) -> Form:
        """Return the output at a point that is given by numbers."""
        flat = [e for a in arguments for e in entries(self.form(a))]
        if len(flat) != self.inputs or not all(e.is_constant for e in flat):
            raise NotAffine("the output at something that is no point")
        point = tuple(e.constant for e in flat)
        return number(self.table[point]) if point in self.table else output_at(point)


def unknowns_of(said: Sequence[Said], inputs: int) -> Unknowns:
    """Return the names of an answer's unknowns."""
    named: dict[str, Affine] = {}
    for one in said:
        match one.statement:
            case Chain((subject, body, *_), ("=" | ":=", *_)) | Chain(
                (body, subject), ("<" | "<=" | ">" | ">=",)
            ):
                named = named or _declared(subject, body, inputs)
    defined = {n: body for n, body in definitions(said).items() if names_in_tree(body)}
    return Unknowns(inputs, named, defined)


def _declared(subject: Expr, body: Expr, inputs: int) -> dict[str, Affine]:
    """Return the letters of ``f(x, y) = a x + c y + d``; nothing for another formula."""
    while isinstance(body, Boxed):
        body = body.body  # type: ignore[assignment]
    terms = body.terms if isinstance(body, Add) else ()
    products = [t.factors for t in terms if isinstance(t, Multiply) and len(t.factors) == 2]
    single = [t for t in terms if isinstance(t, Symbol)]
    if len(products) != inputs or len(single) + len(products) != len(terms) or len(single) > 1:
        return {}
    pairs = [(alias(a), alias(b)) for a, b in products]
    given = [alias(a) for a in subject.arguments] if isinstance(subject, Apply) else []
    for turn in (1, -1):
        letters, read = zip(*(pair[::turn] for pair in pairs), strict=True)
        order = _order(list(read), given, inputs)
        if order and len(set(letters)) == inputs:
            named = {
                c: Affine.unknown(f"w{order[x] + 1}") for c, x in zip(letters, read, strict=True)
            }
            return named | {alias(s): BIAS for s in single}
    return {}


def _order(read: list[str], given: list[str], inputs: int) -> Mapping[str, int]:
    """Return the numbers of the inputs: as the function lists them, else x_1, x_2 or x, y."""
    if sorted(given) == sorted(read) and len(set(read)) == inputs:
        return {name: i for i, name in enumerate(given)}
    if all(name[:1] in ("x", "y", "X", "u", "p", "q", "A", "B") for name in read):
        return inputs_among(read, inputs)
    return {}
