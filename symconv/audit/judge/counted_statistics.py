r"""How many means there are, and so which entries share one: ``$C$ means`` is one per channel.

*Defines* `with_counts`. A count of statistics is a product of sizes; the axes of these sizes keep
their own statistics, and the others are averaged over. It is written out as the formula of the
statistic, so that it is judged like one. A right count beside a formula adds nothing, and is left;
a count of means alone is no whole answer, and a person sees it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from symconv.audit.answer import Piece, SubmittedAnswer
from symconv.audit.judge.signals.edits import Edit, edited

SIZES, RIGHT = "NCHW", "C"
_COUNT = re.compile(r"\s*(?:1|[NCHW](?:\s*(?:\\cdot|\\times|\*|\\,)?\s*[NCHW]){0,2})\s*")
_NOUN = re.compile(r"\s*(means?|averages?|standard deviations?|deviations?)\b", re.IGNORECASE)


def with_counts(answer: SubmittedAnswer) -> SubmittedAnswer:
    """Return an answer with the counts of means and of deviations as formulas of these."""
    pieces, changed = list(answer.pieces), set[bool]()
    summed = any(p.kind == "math" and r"\sum" in p.text for p in pieces)
    for number, (piece, behind) in enumerate(pairwise(answer.pieces)):
        noun = _NOUN.match(behind.text) if behind.kind == "words" else None
        if piece.kind == "math" and noun and _is_count(piece.text):
            changed.add("deviation" in noun[1].lower())
            pieces[number] = _counted(piece, noun[1].lower(), summed=summed)
    return replace(answer, pieces=tuple(pieces)) if summed or len(changed) > 1 else answer


def _is_count(text: str) -> bool:
    """Whether a text is a product of different sizes, or one."""
    return bool(_COUNT.fullmatch(text)) and all(text.count(size) < 2 for size in SIZES)


def _counted(piece: Piece, noun: str, *, summed: bool) -> Piece:
    sizes = "".join(s for s in SIZES if s in piece.text)
    if sizes == RIGHT and summed:
        return replace(piece, kind="words")
    return edited(piece, [Edit(0, len(piece.text), _formula(sizes, noun))])


def _formula(sizes: str, noun: str) -> str:
    r"""Return the statistic of which there are as many as the product of some sizes.

    >>> _formula("C", "means")
    '\\mu_{c} = \\frac{1}{N H W} \\sum_{n, h, w} x_{n, c, h, w}'
    """
    others = [s for s in SIZES if s not in sizes]
    kept, over = ", ".join(sizes.lower()), ", ".join(others).lower()
    label = f"_{{{kept}}}" if kept else ""
    average = rf"\frac{{1}}{{{' '.join(others)}}} \sum_{{{over}}}"
    entry = "x_{n, c, h, w}"
    if "deviation" not in noun:
        return rf"\mu{label} = {average} {entry}"
    return rf"\sigma{label} = \sqrt{{{average} \left({entry} - \mu{label}\right)^{{2}}}}"
