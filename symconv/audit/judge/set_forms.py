r"""Formulas over named sets are the same if they are so whatever the sums over the sets are.

*Defines* `decide_over_sets`. A statement is put before the prover in a plain form: indices of one
spelling, constants in front of sums. What is not decided then is decided with a name of its own for
each sum, extremum and count.

*Why that is sound.* A name may have any value; an equation that holds for all of them holds for the
sums.
"""

from __future__ import annotations

from typing import Any

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.index_sets import IndexSet
from symconv.latex.substitute import rebuild, substitute
from symconv.latex.tree import (
    Add,
    Big,
    Chain,
    Divide,
    Expr,
    Fence,
    Indexed,
    Limit,
    Multiply,
    Negative,
    Node,
    Number,
    Over,
    Power,
    Symbol,
    descendants,
)
from symconv.notation import Declared, Domain, Name
from symconv.proof import power_order
from symconv.proof.context import Context
from symconv.proof.prove import decide
from symconv.proof.unfolding import unfolded
from symconv.proof.unknowns import NotArithmetic
from symconv.proof.verdict import Proved, Refuted, Undecided, Verdict


def decide_over_sets(chain: Chain, context: Context, sets: tuple[IndexSet, ...]) -> Verdict:
    """Return what the prover says of a chain in which sums may run over named sets."""
    if not sets or set(chain.relations) != {"="}:
        return decide(chain, context)
    try:
        plain = plainly(unfolded(chain, context.definitions))
    except NotArithmetic as why:
        return Undecided((why.fact,))
    if len(plain.sides) == 2 and isinstance(plain.sides[1], Limit) and plain.relations == ("=",):
        plain = Chain(plain.sides[::-1], plain.relations)  # limits are decided from the left
    if len(set(plain.sides)) == 1:
        return Proved("the same terms over the same set")
    verdict = power_order.decide(plain, context)  # what such lines mostly need, and quick
    if isinstance(verdict, Undecided):
        verdict = decide(plain, context)
    if not isinstance(verdict, Undecided):
        return verdict
    named, names = _named(plain, frozenset(s.name for s in sets))
    verdict = decide(named, _knowing(context, names))
    if isinstance(verdict, Refuted):  # the sums are not free to be what the names were taken to be
        return Undecided(("over sets: the sums are different",))
    return verdict


def plainly(tree: Node) -> Any:
    """Return the tree with indices of one spelling, constants in front of sums, and no minima."""
    return rebuild(tree, _plain)


def _plain(node: Node) -> Node:
    match node:
        case Big("min", binders, body):
            opposite = body.body if isinstance(body, Negative) else Negative(body)
            return Negative(_respelled(Big("max", binders, opposite)))
        case Big():
            return _moved(_respelled(node))
        case Negative(Negative(body)):
            return body
        case Power(base, Negative(Number(value))) if value == 1:
            return Divide(Number(value), base)
        case _:
            return node


def _respelled(big: Big) -> Big:
    if not all(isinstance(b, Over) for b in big.binders):
        return big
    indices = [i.name for b in big.binders if isinstance(b, Over) for i in b.indices]
    depth = sum(isinstance(n, Big) for n in descendants(big.body))
    put = {n: Symbol(Name("i", label=f"cell{depth}{k}")) for k, n in enumerate(indices)}
    respelled: Big = substitute(big, put)
    return respelled


def _moved(big: Big) -> Node:
    """Take constants out of a sum, and a sum of terms apart."""
    if big.operator != "sum" or len(big.binders) != 1 or not isinstance(big.binders[0], Over):
        return big
    bound = frozenset(i.name for i in big.binders[0].indices)

    def over(body: Expr) -> Any:
        return _moved(Big("sum", big.binders, body))

    match big.body:
        case Negative(body):
            return Negative(over(body))
        case Add(terms):
            return Add(tuple(over(t) for t in terms))
        case Divide(top, bottom, style) if not bound & names_in_tree(bottom):
            return Divide(over(top), bottom, style)
        case Multiply(factors, "" | "cdot" | "times"):
            outside = tuple(f for f in factors if not bound & names_in_tree(f))
            inside = tuple(f for f in factors if bound & names_in_tree(f))
            if outside and inside:
                rest = inside[0] if len(inside) == 1 else Multiply(inside, "cdot")
                return Multiply((*outside, over(rest)), "cdot")
    return big


def _named(tree: Any, sets: frozenset[Name]) -> tuple[Any, dict[Name, Domain]]:
    """Return the tree with a name for each sum and each count; alike ones share it."""
    known: dict[Node, Name] = {}
    domains: dict[Name, Domain] = {}

    def put(node: Node) -> Node:
        match node:
            case Big():
                domain = Domain.REAL
            case Fence("abs", Indexed(Symbol(name), _)) if name in sets:
                domain = Domain.POSITIVE
            case _:
                return node
        name = known.setdefault(node, Name("a", label=f"{len(known)}over"))
        domains[name] = domain
        return Symbol(name)

    return rebuild(tree, put), domains


def _knowing(context: Context, names: dict[Name, Domain]) -> Context:
    rows = [Declared(name, domain) for name, domain in names.items()]
    return Context(context.symbols.extended(rows), context.definitions, context.hypotheses)
