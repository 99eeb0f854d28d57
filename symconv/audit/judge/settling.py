r"""Conclusions that share a claim, and those that a right one stands for.

*Defines* `settled`. Conclusions that differ only in an axis (``H'`` and ``W'``) stand for each
other, and so do the phases of a unit as long as they are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.item import Item
from symconv.audit.judge.result import Result
from symconv.latex.substitute import substitute
from symconv.latex.tree import Symbol


def settled(results: Sequence[Result]) -> tuple[Result, ...]:
    """Return the results after each claim is given to one conclusion, and each stand-in counted."""
    return _covered(tuple(_shared(results)))


def _shared(results: Sequence[Result]) -> list[Result]:
    """A claim that is meant for several conclusions is judged for the one that it is nearest to."""
    out: list[Result] = []
    for result in results:
        alike = [r for r in results if r.claim is result.claim and r.found is not None]
        right = any(r.outcome == "same" for r in alike)
        if result.outcome == "different" and len(alike) > 1:
            nearest = max(alike, key=_shared_names)
            gone = right or (
                nearest is not result and _shared_names(result) < _shared_names(nearest)
            )
            out.append(Result(result.item) if gone else result)
        else:
            out.append(result)
    return out


def _shared_names(result: Result) -> int:
    """Return how many names a claim has in common with a conclusion."""
    if result.value is None:
        return 0
    return len(names_in_tree(result.value) & names_in_tree(result.item.value))


def _covered(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """Mark missing conclusions that a right one stands for; drop sums that nobody stated."""
    out = list(results)
    for result in results:
        if result.outcome == "same":
            for number in result.item.covers:
                if out[number].outcome == "missing" and not _left_open(result, out[number]):
                    out[number] = replace(out[number], alike=True)
    right = [r.item for r in out if r.outcome == "same"]
    for number, result in enumerate(out):
        if result.outcome == "missing" and any(_same_but_axis(result.item, r) for r in right):
            out[number] = replace(result, alike=True)
    return tuple(r for r in out if not (r.item.optional and r.outcome == "missing"))


def _left_open(result: Result, missing: Result) -> bool:
    """Whether what was claimed is written with the very quantity that is missing."""
    return result.value is not None and missing.item.is_part_of(result.value)


def _same_but_axis(item: Item, other: Item) -> bool:
    """Whether two conclusions become equal when the letter of the axis is exchanged."""
    if not (item.subjects and other.subjects) or item.layer is not None:
        return False
    gone = names_in_tree(item.value) - names_in_tree(other.value)
    new = names_in_tree(other.value) - names_in_tree(item.value)
    if len(gone) != 1 or len(new) != 1:
        return False
    (old,), (put,) = gone, new
    return bool(substitute(item.value, {old: Symbol(put)}) == other.value)
