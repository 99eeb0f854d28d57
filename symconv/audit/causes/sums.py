r"""Mistakes about sums over indices: not taken, over too few axes, of the wrong entries.

*Defines* `sum_changes`. In :math:`\sum_{a=0}^{N-1} g_{a} x_{a}` the index may be missing its sum
(:math:`g_i x_i`), may not be renamed in one factor (:math:`\sum_a g_a x_i`), may begin late or end
early; a mean may be taken for a sum. The index of the entry that is looked at is the bound one
without its prime.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.mistake import Mistake
from symconv.audit.causes.trees import minus, number, over, plus, put, times
from symconv.latex import tex
from symconv.latex.substitute import substitute
from symconv.latex.tree import Big, Multiply, Node, Range, Symbol, descendants
from symconv.notation import Name, SymbolTable

Change = tuple[Mistake, Node]
ONE = number(1)


@dataclass(frozen=True)
class Summed:
    """A sum over several indices: their ranges, and what is summed."""

    binders: tuple[Range, ...]
    body: Node

    def over(self, binders: tuple[Range, ...], body: Node) -> Node:
        """Return a sum over other ranges, or what is summed where no range is left."""
        return Big("sum", binders, body) if binders else body  # type: ignore[arg-type]


def sum_changes(tree: Node, symbols: SymbolTable) -> Iterator[Change]:
    """Yield a tree with one of its sums changed; ``symbols`` tells which names are indices."""
    for node, total in _sums(tree):
        for mistake, changed in _changes(total, symbols):
            yield mistake, put(tree, node, changed)


def _sums(tree: Node) -> Iterator[tuple[Node, Summed]]:
    """Yield the sums that are not the inside of a longer one."""
    inner: set[Node] = set()
    for node in dict.fromkeys(descendants(tree)):
        if node in inner or not isinstance(node, Big) or node.operator != "sum":
            continue
        binders, body = list(node.binders), node.body
        while isinstance(body, Big) and body.operator == "sum":
            inner.add(body)
            binders += body.binders
            body = body.body
        ranges = tuple(b for b in binders if isinstance(b, Range))
        if len(ranges) == len(binders):
            yield node, Summed(ranges, body)


def _changes(total: Summed, symbols: SymbolTable) -> Iterator[Change]:
    binders, body = total.binders, total.body
    looked_at = {b.index.name: n for b in binders if (n := _entry(b, symbols)) is not None}
    here = {bound: Symbol(free) for bound, free in looked_at.items()}
    size = times(*(plus(b.upper, minus(b.lower), ONE) for b in binders))
    mean = Mistake("mean-for-sum", f"the mean was taken, not the sum, of {tex.write(body)}")
    yield mean, over(total.over(binders, body), size)
    if len(here) == len(binders):
        yield (
            Mistake("sum-forgotten", f"the sum of {tex.write(body)} was not taken"),
            substitute(body, here),
        )
    for k, binder in enumerate(binders):
        rest = (*binders[:k], *binders[k + 1 :])
        index = tex.write(binder.index)
        if binder.index.name in here:
            alone = {binder.index.name: here[binder.index.name]}
            if rest:
                sentence = f"the sum over {index} was not taken"
                yield Mistake("sum-forgotten", sentence), total.over(rest, substitute(body, alone))
            yield from _not_renamed(total, index, alone)
        for sentence, other in _ranges(binder, index):
            moved = total.over((*binders[:k], other, *binders[k + 1 :]), body)
            yield Mistake("sum-range-off-by-one", sentence, 2), moved


def _entry(binder: Range, symbols: SymbolTable) -> Name | None:
    """Return the name without prime of a bound index, if the question has it."""
    bound = binder.index.name
    free = replace(bound, primes=max(0, bound.primes - 1))
    return free if bound.primes and free in symbols else None


def _not_renamed(total: Summed, index: str, alone: dict[Name, Symbol]) -> Iterator[Change]:
    """Yield sums in which one factor keeps the index of the entry that is looked at."""
    if not isinstance(total.body, Multiply):
        return
    factors = total.body.factors
    for i, factor in enumerate(factors):
        if names_in_tree(factor) & alone.keys():
            kept = (*factors[:i], substitute(factor, alone), *factors[i + 1 :])
            sentence = (
                f"{tex.write(factor)} in a sum over {index} was written with the index outside"
            )
            yield (
                Mistake("index-not-renamed", sentence, 2),
                total.over(total.binders, Multiply(kept)),
            )


def _ranges(binder: Range, index: str) -> Iterator[tuple[str, Range]]:
    late = replace(binder, lower=plus(binder.lower, ONE))
    yield f"the sum over {index} begins one too late", late
    early = replace(binder, upper=plus(binder.upper, minus(ONE)))
    yield f"the sum over {index} ends one too early", early
