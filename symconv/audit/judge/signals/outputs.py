r"""Which signal a line is about: the output that is asked for, whatever it is called.

*Defines* `of_the_asked_output`. ``y[k] = 2 - 2^{-k}`` says the same as with n. In a question about
a delayed input, an author who calls the new output ``y`` as well means the new one wherever the
line is false for the old one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.values import NoValue, value_at
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.sayings import Said
from symconv.audit.judge.within import meets
from symconv.latex.substitute import substitute
from symconv.latex.tree import Chain, Indexed, Symbol, descendants
from symconv.notation import Name

OLD = Name("y")


def of_the_asked_output(lines: Sequence[Said], desk: Desk, subject: Indexed) -> list[Said]:
    """Return the lines with the time called n, and the new output by its name."""
    assert desk.time is not None
    timed = [_at_usual_time(one, desk.time) for one in lines]
    named = any(subject.base in descendants(one.statement) for one in timed)
    old = Indexed(Symbol(OLD), subject.indices, subject.style)
    if named or subject == old:
        return timed
    return [_of_new_output(one, desk, old, subject) for one in timed]


def _at_usual_time(one: Said, time: Name) -> Said:
    match one.statement:
        case Chain((Indexed(Symbol(_), (Symbol(letter),)), *_)) if letter != time:
            if time in names_in_tree(one.statement):
                return one
            put = {letter: Symbol(time)}
            under = None if one.under is None else substitute(one.under, put)
            return replace(one, statement=substitute(one.statement, put), under=under)
        case _:
            return one


def _of_new_output(one: Said, desk: Desk, old: Indexed, new: Indexed) -> Said:
    match one.statement:
        case Chain((first, other), ("->",), span=span) if first == old:
            return replace(one, statement=Chain((new, other), ("=",), span=span))
        case Chain((first, *others), relations, span=span) if first == old:
            if _holds(one, desk):
                return one
            return replace(one, statement=Chain((new, *others), relations, span=span))
        case _:
            return one


def _holds(one: Said, desk: Desk) -> bool:
    """Whether a line is true of the old output wherever that can be computed."""
    for point in desk.points:
        if one.under is not None and not meets(one.under, point):
            continue
        try:
            if value_at(one.statement, point) is not True:
                return False
        except NoValue:
            return False
    return True
