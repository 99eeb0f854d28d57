r"""What pools are called: ``\text{MaxPool}(X)_{i,j}``, ``Y^{\max}``, or the heading above.

*Defines* `with_pool_names` and `named_by_words`. A subject that names a pool is spelled as the
question's name for it, in a text of the same length, so that places in it stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symconv.audit.answer import Piece, SubmittedAnswer
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.sayings import Said
from symconv.latex.tree import Chain, Expr, Indexed, Power, Symbol

KINDS = {
    "YLp": re.compile(r"(?<![a-z])l[\s_{}-]*p(?!ha|er)|power av"),
    "Yavg": re.compile(r"av(?:g|era)|mean"),
    "Ymax": re.compile(r"max"),
}
SPELLED = {"YLp": "Y_{Lp}", "Yavg": "Y_{avg}", "Ymax": "Y_{max}"}
_SUBJECT = re.compile(
    r"(?P<before>\A|\\\\|\\begin\{align\*?\}|\\begin\{aligned\}|\\quad)(?P<space>\s*)"
    r"(?P<subject>(?:(?!\\\\|\\quad|\\begin|[=&]|\\(?:sum|frac|sqrt|left|lim)|\\m(?:ax|in)\s*[_\\]).)"
    r"{1,80}?)(?P<behind>\s*&?\s*=)",
    re.DOTALL,
)
_UNDER = re.compile(
    r"\\underset\s*\{(?P<over>(?:[^{}]|\{[^{}]*\})*)\}\s*\{\s*\\(?P<sign>max|min)\s*\}"
)


def about_pools(desk: Desk) -> bool:
    """Whether a question asks for the formulas of pools."""
    return any("Ymax" in item.aliases for item in desk.items)


def kind_of(text: str) -> str:
    """Return which pool a text names; nothing if none or several.

    >>> kind_of("MaxPool2d"), kind_of("LPPool2d"), kind_of("max and average")
    ('Ymax', 'YLp', '')
    """
    found = [kind for kind, pattern in KINDS.items() if pattern.search(text.lower())]
    return found[0] if len(found) == 1 else ""


def with_pool_names(answer: SubmittedAnswer) -> SubmittedAnswer:
    """Return an answer in which subjects that name a pool are the question's."""
    return replace(answer, pieces=tuple(map(_piece, answer.pieces)))


def _piece(piece: Piece) -> Piece:
    if piece.kind != "math":
        return piece
    return replace(piece, text=_UNDER.sub(_below, _SUBJECT.sub(_named, piece.text)))


def _named(match: re.Match[str]) -> str:
    kind, subject = kind_of(match["subject"]), match["subject"]
    spelled = SPELLED.get(kind, "")
    if not kind or len(spelled) > len(subject) or "\n" in subject:
        return match[0]
    return f"{match['before']}{match['space']}{spelled.ljust(len(subject))}{match['behind']}"


def _below(match: re.Match[str]) -> str:
    return rf"\{match['sign']}_{{{match['over']}}}".ljust(len(match[0]))


def named_by_words(said: Sequence[Said], desk: Desk) -> list[Said]:
    """Return what was said with the pool that the words before it, or the heading, name."""
    subjects = {a: item.subjects[0] for item in desk.items for a in item.aliases & KINDS.keys()}
    return [_with_subject(one, subjects) for one in said]


def _with_subject(one: Said, subjects: dict[str, Expr]) -> Said:
    kinds = (kind_of(text) for text in (one.words, one.heading))
    kind = next((k for k in kinds if k), "")
    match one.statement:
        case Chain((first, *rest), ("=", *_)) if kind and _is_plain(first):
            sides = (subjects[kind], *rest)
            return replace(one, statement=replace(one.statement, sides=sides))
        case _:
            return one


def _is_plain(subject: Expr) -> bool:
    """Whether a subject is a name without a label, perhaps with indices and a channel."""
    match subject:
        case Symbol(name):
            return not name.label
        case Indexed(Symbol(), _) | Power(Symbol() | Indexed(), Symbol()):
            return True
        case _:
            return False
