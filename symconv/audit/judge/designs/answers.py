r"""The design that an answer states, in formulas or by named weights.

*Defines* `Stated`, `stated_unit` and `stated_network`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.affine.forms import NotAffine
from symconv.audit.judge.aliases import alias, spelled
from symconv.audit.judge.claims import claims_of
from symconv.audit.judge.designs.activations import STEPS
from symconv.audit.judge.designs.design import Design, Unit
from symconv.audit.judge.designs.formulas import Builder, design_of, unit_of
from symconv.audit.judge.designs.inputs import inputs_among
from symconv.audit.judge.designs.named import first_place, named_network, named_unit
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.subjects import is_subject
from symconv.latex.tree import (
    Apply,
    Chain,
    Expr,
    Indexed,
    Node,
    Number,
    Symbol,
    Transposed,
    descendants,
)
from symconv.notation import Name, SymbolTable
from symconv.proof.exact_numbers import reduced

COMPARISONS = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True)
class Stated:
    """A design, and where it is stated.

    ``told`` says that a formula tells the layout of its matrix, ``activated`` that the activation
    of the output is written, and is not merely that of the question.
    """

    design: Design
    said: Said | None = None
    told: bool = True
    activated: bool = False


def stated_unit(said: Sequence[Said], inputs: int, rule: str) -> list[Stated]:
    """Return the threshold unit that an answer states: by named weights, and by a formula.

    The named one comes first.
    """
    claims = claims_of(said, SymbolTable())
    named = named_unit(claims, inputs, STEPS[rule])
    found = [] if named is None else [Stated(named, first_place(claims))]
    formulas = _by_formula(said, inputs, STEPS[rule], STEPS[rule], rule)
    found += [stated for stated in formulas if len(stated.design.units) == 1][:1]
    return found


def stated_network(
    said: Sequence[Said], inputs: int, hidden: str, output: str, rule: str
) -> Stated | None:
    """Return the network that an answer states; None where it cannot be told.

    A network without a hidden layer is one whose activations were left out, if it names units.
    """
    claims = claims_of(said, SymbolTable())
    named = named_network(claims, inputs, hidden, output)
    flat: Stated | None = None
    for stated in _by_formula(said, inputs, hidden, output, rule):
        if stated.said is not None and _is_hidden(stated.said) and named is not None:
            continue
        if stated.design.depth > 1:
            return stated
        flat = flat or stated
    if named is not None:
        return Stated(named[0], first_place(claims), named[1])
    for stated in _by_formula(said, inputs, hidden, output, rule, keep=True):
        if stated.design.depth > 1:
            return stated
    return flat or _constant(said, inputs, output)


def _constant(said: Sequence[Said], inputs: int, output: str) -> Stated | None:
    """Return the design of a function that is said to be a number everywhere."""
    for one in said:
        match one.statement:
            case Chain((Apply(), Number(value)), ("=",)):
                unit = Unit(tuple(range(inputs)), (0,) * inputs, reduced(value), output)
                return Stated(Design(inputs, (unit,)), one)
    return None


def _is_numbered_unit(said: Said) -> bool:
    """Whether a formula is about one of several hidden units."""
    return _is_hidden(said) and any(c.isdigit() for c in _called(said.statement.sides[0]))  # type: ignore[union-attr]


def _is_hidden(said: Said) -> bool:
    """Whether a formula is about hidden units."""
    match said.statement:
        case Chain((subject, *_), _):
            return is_subject(subject) and _called(subject).startswith("h")
        case _:
            return False


def _by_formula(
    said: Sequence[Said], inputs: int, hidden: str, output: str, rule: str, *, keep: bool = False
) -> Iterator[Stated]:
    """Yield the designs of formulas that no other formula uses, the last one first."""
    defined = definitions(said)
    used = {n for body in defined.values() for n in names_of(body)}
    for one in reversed(said):
        for tree, comparison in _outputs(one, used):
            free = _free(tree, defined)
            names = inputs_among(free, inputs) or inputs_among(free - {"x", "X"}, inputs)
            names = names or _default(free, inputs)
            if not names or _is_numbered_unit(one):
                continue
            builder = Builder(names, defined, hidden, rule, keep)
            idle = [n for n, body in defined.items() if n not in used and body != tree]
            try:
                if comparison:
                    total, strict = builder.comparison(tree)  # type: ignore[arg-type]
                    unit = unit_of(total, STEPS[">" if strict else ">="], inputs)
                    yield Stated(Design(inputs, (*builder.units, unit)), one, activated=True)
                else:
                    _met(builder, [n for n in idle if n.startswith("h")])
                    design = design_of(tree, builder, output)  # type: ignore[arg-type]
                    activated = len(design.units) == len(builder.units)
                    yield Stated(design, one, activated=activated)
            except NotAffine:
                continue


def _met(builder: Builder, idle: Sequence[str]) -> None:
    """Meet hidden units that are defined and read by nothing."""
    for name in idle:
        before = len(builder.units)
        try:
            builder.form(Symbol(Name(name[0], label=name[1:])))
        except NotAffine:
            del builder.units[before:]


def _outputs(one: Said, used: set[str]) -> Iterator[tuple[Node, bool]]:
    """Yield what may be the output in a statement; and whether it is a comparison."""
    match one.statement:
        case Chain(sides, relations) if set(relations) <= {"=", ":=", "->"}:
            if not is_subject(sides[0]) or _called(sides[0]) not in used:
                yield from ((side, False) for side in sides[1:2])
        case Chain((_, _), (sign,)) if sign in COMPARISONS:
            yield one.statement, True
        case statement if isinstance(statement, Expr):
            yield one.statement, False


def definitions(said: Sequence[Said]) -> Mapping[str, Expr]:
    """Return what names are said to be: the first formula with names, else the last number."""
    found: dict[str, Expr] = {}
    for one in said:
        match one.statement:
            case Chain(sides, relations) if set(relations) <= {"=", ":="}:
                subjects = [s for s in sides[:-1] if is_subject(s)]
                bodies = [s for s in sides[1:] if s not in subjects]
                for subject in subjects if bodies else ():
                    _define(found, subject, bodies[0] if len(subjects) == 1 else sides[-1])
    return found


def _define(found: dict[str, Expr], subject: Expr, body: Expr) -> None:
    name = _called(subject)
    before = found.get(name)
    if name.startswith(("x", "X")) or name in names_of(body):
        return
    if isinstance(subject, Transposed):
        body = Transposed(body)
    if before is None or not names_in_tree(before):
        found[name] = body


def _called(subject: Expr) -> str:
    match subject:
        case Apply(name, _):
            return spelled(name)
        case Transposed(body):
            return alias(body)
        case _:
            return alias(subject)


def names_of(tree: Node) -> frozenset[str]:
    """Return the aliases of the names of a formula; functions are not among them."""
    found = {alias(n) for n in descendants(tree) if isinstance(n, Symbol)}
    indexed = [n for n in descendants(tree) if isinstance(n, Indexed)]
    bases = {alias(n.base) for n in indexed}
    return frozenset((found - bases) | {alias(n) for n in indexed})


def _free(tree: Node, defined: Mapping[str, Expr]) -> frozenset[str]:
    """Return the names that a formula uses in the end."""
    waiting, free, seen = [tree], set[str](), set[str]()
    while waiting:
        for name in names_of(waiting.pop()):
            if name in defined and name not in seen:
                seen.add(name)
                waiting.append(defined[name])
            elif name not in defined:
                free.add(name)
    return frozenset(free)


def _default(free: frozenset[str], inputs: int) -> Mapping[str, int]:
    """A vector x has the entries x_1, x_2 and so on."""
    return {f"x{i + 1}": i for i in range(inputs)} if free and free <= {"x", "X"} else {}
