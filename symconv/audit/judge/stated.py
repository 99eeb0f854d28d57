r"""What an answer states, in the names and the notation of its question.

*Defines* `Stated` and `stated_in`.
"""

from __future__ import annotations

from dataclasses import dataclass

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.judge.bare_names import with_indices
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.moment_words import about_moments, with_moments
from symconv.audit.judge.open_names import OpenTable
from symconv.audit.judge.own import Own, definitions_in
from symconv.audit.judge.pool_words import about_pools, with_pool_names
from symconv.audit.judge.said import said_in
from symconv.audit.judge.sayings import Said, Unread
from symconv.audit.judge.set_notation import in_set_notation


@dataclass(frozen=True)
class Stated:
    """The statements of an answer, what could not be read, and the answer's own definitions."""

    said: list[Said]
    unread: list[Unread]
    own: Own


def stated_in(desk: Desk, answer: SubmittedAnswer) -> Stated:
    """Read an answer to the question of a desk."""
    named = with_pool_names(answer) if about_pools(desk) else answer
    named = with_moments(named, desk) if about_moments(desk) else named
    said, unread = said_in(named, OpenTable(desk.known))
    said = with_indices(in_set_notation(said, desk), desk.items, desk.known)
    return Stated(said, unread, definitions_in(said, desk.known))
