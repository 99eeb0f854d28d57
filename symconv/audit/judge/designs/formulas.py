r"""A design from formulas: ``h_1 = \max(0, x_1 - x_2)``, ``x_1 + x_2 \ge 3 / 2``, cases, steps.

*Defines* `design_of`. A formula is affine in the inputs and in units; where an activation stands, a
unit begins. Names that the answer defines are put in their places, so a whole network may be one
formula or many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.affine.forms import Affine, Form, NotAffine, each, entries, transposed
from symconv.audit.judge.affine.reading import form_of
from symconv.audit.judge.aliases import alias, spelled
from symconv.audit.judge.designs.activations import OTHER_SIDE
from symconv.audit.judge.designs.design import Design, Unit
from symconv.latex.tree import (
    Apply,
    Cases,
    Chain,
    Expr,
    Fence,
    Indexed,
    Iverson,
    Node,
    Number,
    Power,
    Statement,
    Symbol,
    Transposed,
)
from symconv.proof.exact_numbers import reduced

NAMED: Mapping[str, str] = {
    **dict.fromkeys(("relu", "ReLU", "RELU"), "relu"),
    **dict.fromkeys(("step", "Step", "heaviside", "H", "u", "Theta", "theta", "1"), "step"),
    **dict.fromkeys(("sgn", "sign"), "sign"),
    "abs": "abs",
}
QUESTIONS = frozenset({"sigma", "phi", "varphi", "g", "a", "act", "f", "psi", "h"})
"""Letters for the activation that the question names."""
MAX_UNITS = 60


@dataclass
class Builder:
    """Units that were met so far; ``defined`` are the names of an answer with their formulas.

    ``activation`` is what the question's letter means; ``rule`` is that of a step. With ``keep``, a
    name for a form of the inputs is a unit without an activation.
    """

    inputs: Mapping[str, int]
    defined: Mapping[str, Expr]
    activation: str
    rule: str = ">="
    keep: bool = False
    units: list[Unit] = field(default_factory=list)
    known: dict[str, Form] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)

    def form(self, tree: Node) -> Form:
        """Return a formula as an affine form of inputs and units."""
        return form_of(tree, self.leaf)

    def leaf(self, tree: Node) -> Form | None:
        """Return what a name, an application or a comparison stands for."""
        match tree:
            case Symbol() | Indexed() | Transposed(Symbol()):
                return self._named(tree)
            case Apply(name, (argument,)) if spelled(name) in NAMED:
                return self._units(argument, NAMED[spelled(name)])
            case Apply(name, arguments) if name.base == "max" and len(arguments) == 2:
                return self._rectified(arguments)
            case Apply(name, (argument,)) if spelled(name) in QUESTIONS:
                return self._units(argument, self.activation)
            case Power(base, Number(Fraction(numerator=2, denominator=1))) if names_in_tree(base):
                return self._units(base, "square")
            case Fence("abs", body):
                return self._units(body, "abs")
            case Iverson(condition):
                return self._compared(condition)
            case Cases(branches):
                return self._branches(branches)
            case _:
                return None

    def _named(self, tree: Node) -> Form:
        name = alias(tree.body if isinstance(tree, Transposed) else tree)  # type: ignore[arg-type]
        if isinstance(tree, Transposed):
            return transposed(self._named(tree.body))
        if name in self.known:
            return self.known[name]
        if name in self.defined and name not in self.pending:
            self.pending.append(name)
            found = self.form(self.defined[name])
            self.pending.remove(name)
            if self.keep and self._is_plain(found):
                found = each(found, lambda entry: self._unit(entry, "linear"))
            self.known[name] = found
            return found
        if name in self.inputs:
            return Affine.unknown(str(self.inputs[name]))
        if name in ("x", "X"):
            return tuple((Affine.unknown(str(i)),) for i in range(len(self.inputs)))
        raise NotAffine(f"{name} is not defined")

    def _is_plain(self, form: Form) -> bool:
        """Whether a form has inputs in it and no unit."""
        keys = {int(key) for entry in entries(form) for key in entry.terms}
        return bool(keys) and max(keys) < len(self.inputs)

    def _units(self, argument: Expr, activation: str) -> Form:
        if activation in OTHER_SIDE:
            kind = "sign" if activation.endswith("sign") else "step"
            activation = f"strict {kind}" if self.rule == ">" else kind
        return each(self.form(argument), lambda entry: self._unit(entry, activation))

    def _unit(self, total: Affine, activation: str) -> Affine:
        if len(self.units) == MAX_UNITS:
            raise NotAffine("there are too many units")
        self.units.append(unit_of(total, activation, len(self.inputs)))
        return Affine.unknown(str(len(self.inputs) + len(self.units) - 1))

    def _rectified(self, arguments: tuple[Expr, ...]) -> Form:
        zero, others = Number(Fraction(0)), [a for a in arguments if a != Number(Fraction(0))]
        if zero not in arguments or len(others) != 1:
            raise NotAffine("a maximum that is not with 0")
        return self._units(others[0], "relu")

    def _compared(self, condition: Statement) -> Form:
        """Return the step unit that fires where a comparison holds."""
        total, strict = self.comparison(condition)
        return self._unit(total, "strict step" if strict else "step")

    def comparison(self, condition: Statement) -> tuple[Affine, bool]:
        """Return a form and whether it must be above 0, or may be 0, for a comparison to hold."""
        match condition:
            case Chain((left, right), (sign,)) if sign in ("<", "<=", ">", ">="):
                a, b = self.form(left), self.form(right)
            case _:
                raise NotAffine("not a comparison of two sides")
        if not isinstance(a, Affine) or not isinstance(b, Affine):
            raise NotAffine("arrays are not compared")
        return (a.minus(b) if sign in (">", ">=") else b.minus(a)), sign in ("<", ">")

    def _branches(self, branches: tuple[tuple[Expr, Statement | None], ...]) -> Form:
        if len(branches) != 2:
            raise NotAffine("not two cases")
        (first, condition), (second, _) = branches
        if condition is None:
            raise NotAffine("a case without a condition")
        values = [self.form(first), self.form(second)]
        step = self._compared(condition)
        constants = [v.constant for v in values if isinstance(v, Affine) and v.is_constant]
        if len(constants) != 2:
            raise NotAffine("cases that are not constants")
        assert isinstance(step, Affine)
        high, low = constants
        return step.times(high - low).plus(Affine(constant=low))


def unit_of(total: Affine, activation: str, inputs: int) -> Unit:
    """Return the unit that activates a form; what reads inputs alone reads all of them."""
    sources = {int(key) for key in total.terms}
    if all(s < inputs for s in sources):
        sources = set(range(inputs))
    listed = tuple(sorted(sources))
    weights = tuple(reduced(total.terms.get(str(s), Fraction(0))) for s in listed)
    return Unit(listed, weights, reduced(total.constant), activation)


def design_of(tree: Expr, builder: Builder, output: str) -> Design:
    """Return the design that a formula is; ``output`` is the activation of a last linear form.

    Raises NotAffine for what is no network.
    """
    form = builder.form(tree)
    flat = entries(form)
    if len(flat) != 1:
        raise NotAffine("the output is one number")
    count, units = len(builder.inputs), builder.units
    last = count + len(units) - 1
    read = {s for unit in units for s in unit.sources}
    unread = [n for n in range(count, count + len(units)) if n not in read]
    alone = bool(units) and flat[0] == Affine.unknown(str(last))
    if alone and (output != "linear" or max(units[-1].sources) >= count):
        more = [n for n in unread if n != last]
        return Design(count, (*units[:-1], _reading(units[-1], more)))
    return Design(count, (*units, _reading(unit_of(flat[0], output, count), unread)))


def _reading(unit: Unit, more: Sequence[int]) -> Unit:
    """Return a unit that reads further values, with the weight 0."""
    found = dict(zip(unit.sources, unit.weights, strict=True)) | dict.fromkeys(more, 0)
    found |= dict(zip(unit.sources, unit.weights, strict=True))
    if more and all(unit.weights[i] == 0 for i in range(len(unit.sources))):
        found = {s: w for s, w in found.items() if s in more}
    sources = tuple(sorted(found))
    return replace(unit, sources=sources, weights=tuple(found[s] for s in sources))
