r"""Decide statements about every natural number: the first case, and each case from the one before.

*Defines* `decide`. Applies where a positive or non-negative integer n that nothing defines stands
in an exponent, or is the upper end of a product :math:`\prod_{i=a}^{n} t(i)`. The claim is shown
for the least n, and for n + 1 from the claim for n, both by arithmetic; a product to n + 1 is the
product to n, an unknown, times its last factor. Hypotheses that speak of n are left out, so that
what is assumed does not change from one case to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import count

from symconv.errors import ProofError
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Add,
    Big,
    Boxed,
    Expr,
    Multiply,
    Node,
    Number,
    Power,
    Quantified,
    Range,
    Statement,
    Symbol,
    descendants,
)
from symconv.notation import Declared, Domain, Kind, Name, SymbolTable
from symconv.proof import integer_arithmetic, rational_identity
from symconv.proof.context import Context
from symconv.proof.sampling import counterexample
from symconv.proof.unfolding import bound_in, names_in, unfolded
from symconv.proof.unknowns import NotArithmetic
from symconv.proof.verdict import Proved, Undecided, Verdict

METHOD = "induction over a product or an exponent"
CHECKED_POINTS = 120
LEAST = {Domain.POSITIVE: 1, Domain.NATURAL: 0}
LONGEST = 8
ONE = Number(Fraction(1))


def decide(statement: Statement, context: Context) -> Verdict:
    r"""Return Proved or Undecided; a false claim is left to the procedures that search for points.

    >>> from symconv.latex.reader import read_one
    >>> from symconv.notation import scalars
    >>> table = SymbolTable.of(scalars("n", Domain.POSITIVE), scalars("i", Domain.INTEGER))
    >>> line = read_one(r"\prod_{i=1}^{n} 2 = 2^{n}", table).statement
    >>> decide(line, Context(table)).evidence
    'over n: the case n = 1, and n + 1 from n'
    """
    while isinstance(statement, Boxed):
        statement = statement.body
    if any(isinstance(n, Quantified) for n in descendants(statement)):
        return Undecided((f"{METHOD}: a quantified statement",))
    try:
        claim, plain = _plain(statement, context)
        names = list(dict.fromkeys(_candidates(claim, plain.symbols)))
    except NotArithmetic as error:
        return Undecided((f"{METHOD}: {error.fact}",))
    reasons = []
    for name in names:
        try:
            _show(claim, name, plain)
        except NotArithmetic as error:
            reasons.append(f"{METHOD} over {name}: {error.fact}")
            continue
        return _signed(statement, context, name)
    return Undecided(tuple(reasons) or (f"{METHOD}: no exponent and no product to run over",))


def _signed(statement: Statement, context: Context, name: Name) -> Verdict:
    sample = counterexample(statement, context, points=CHECKED_POINTS)
    if sample.failing:
        raise ProofError(
            f"procedures disagree: shown by {METHOD}, but false at {sample.failing}",
            remedy="this is an error in symconv; please report the statement",
        )
    least = LEAST[context.symbols[name].domain]
    return Proved(METHOD, f"over {name}: the case {name} = {least}, and {name} + 1 from {name}")


def _plain(statement: Statement, context: Context) -> tuple[Statement, Context]:
    """Put definitions in; keep the hypotheses in which none is left."""
    claim = unfolded(statement, context.definitions)
    if names_in(claim) & context.definitions.keys():
        raise NotArithmetic("a tensor with a definition")
    found = []
    for hypothesis in context.hypotheses:
        part = unfolded(hypothesis, context.definitions)
        if not names_in(part) & context.definitions.keys():
            found.append(part)
    return claim, Context(context.symbols, {}, tuple(found))


def _candidates(claim: Statement, symbols: SymbolTable) -> Iterator[Name]:
    """Yield the names that stand in an exponent or end a product."""
    for node in descendants(claim):
        match node:
            case Power(_, exponent):
                places = [exponent]
            case Big("prod", (Range(_, _, upper),), _):
                places = [upper]
            case _:
                continue
        for name in sorted(n for place in places for n in names_in(place)):
            row = symbols.rows.get(name)
            if row is not None and row.kind is Kind.SCALAR and row.domain in LEAST:
                yield name


def _show(claim: Statement, name: Name, context: Context) -> None:
    """Show the first case and the step; raise NotArithmetic where one is not shown."""
    if name in bound_in(claim):
        raise NotArithmetic("it is also a bound index")
    fixed = tuple(h for h in context.hypotheses if name not in names_in(h))
    context = replace(context, hypotheses=fixed)
    least = LEAST[context.symbols[name].domain]
    first = rebuild(substitute(claim, {name: Number(Fraction(least))}), _written_out)
    _by_arithmetic(first, context, f"the case {least}")
    unknowns = dict(zip(_products(claim, name, least), _fresh(context.symbols), strict=False))
    now = rebuild(claim, lambda node: Symbol(unknowns[node]) if node in unknowns else node)
    following: Expr = Add((Symbol(name), ONE))
    after: dict[Name, Node] = {name: following}
    for product, unknown in unknowns.items():
        factor = substitute(product.body, {_index(product): following})
        after[unknown] = Multiply((Symbol(unknown), factor))
    symbols = context.symbols.extended([Declared(u) for u in unknowns.values()])
    extended = replace(context, symbols=symbols).assuming(now)
    _by_arithmetic(substitute(now, after), extended, "the step")


def _by_arithmetic(claim: Statement, context: Context, what: str) -> None:
    for procedure in (rational_identity.decide, integer_arithmetic.decide):
        if isinstance(procedure(claim, context), Proved):
            return
    raise NotArithmetic(f"{what} is not shown")


def _written_out(node: Node) -> Node:
    """Write a product between numbers out."""
    match node:
        case Big("prod", (Range(index, Number(low), Number(high)),), body):
            if high - low >= LONGEST or low.denominator != 1 or high.denominator != 1:
                raise NotArithmetic("a product that is too long to write out")
            values = [Number(Fraction(i)) for i in range(int(low), int(high) + 1)]
            factors = tuple(substitute(body, {index.name: v}) for v in values)
            return factors[0] if len(factors) == 1 else Multiply(factors) if factors else ONE
    return node


def _products(claim: Statement, name: Name, least: int) -> list[Big]:
    """Return the different products that end at the name; refuse those that the step would miss."""
    found: list[Big] = []
    for node in descendants(claim):
        match node:
            case Big("prod", (Range(_, lower, Symbol(end)),), body) if end == name:
                if not isinstance(lower, Number) or lower.value > least + 1:
                    raise NotArithmetic("a product that may be empty after the first case")
                if name in names_in(body):
                    raise NotArithmetic("a factor that depends on the end of its product")
                found.append(node)
    return list(dict.fromkeys(found))


def _index(product: Big) -> Name:
    binder = product.binders[0]
    assert isinstance(binder, Range)
    return binder.index.name


def _fresh(symbols: SymbolTable) -> Iterator[Name]:
    """Yield names that are not in use."""
    return (n for k in count() if (n := Name("Pi", label=f"p{k}")) not in symbols)
