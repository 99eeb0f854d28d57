r"""An answer without a document around it: ``n + k - 1``, or a few lines of Markdown.

*Defines* `bare_blocks`. A text with dollar signs, a table or a listing is Markdown; one without is
a formula if it looks like one, else words.
"""

from __future__ import annotations

import re

from symconv.audit.read.blocks import Block
from symconv.audit.read.flow import Flow
from symconv.audit.read.markdown import markdown_blocks
from symconv.audit.submission import Note

_COMMAND = re.compile(r"\\(?:text|mathrm|operatorname|mathbf)\s*\{[^{}]*\}|\\[A-Za-z]+")
_WORD = re.compile(r"[A-Za-z]{3,}")
_UNIT = re.compile(r"(?<=[0-9A-Za-z})]) +[a-z]{3,}\.?\Z")
"""A word behind a formula says what is counted."""


def bare_blocks(flow: Flow) -> tuple[list[Block], list[Note]]:
    r"""Return the blocks of an answer as it is typed into one field.

    >>> bare_blocks(Flow.of("answer", r"\lfloor n/2 \rfloor"))[0][0].pieces[0].kind
    'math'
    """
    blocks, notes = markdown_blocks(flow)
    pieces = [piece for block in blocks for piece in block.pieces]
    if all(piece.kind in ("words", "heading") for piece in pieces) and _formula(flow.text):
        start = len(flow.text) - len(flow.text.lstrip())
        end = start + len(flow.text.strip())
        if unit := _UNIT.search(flow.text, start, end):
            words = flow.piece("words", unit.start(), end, display=False, block=1)
            formula = flow.piece("math", start, unit.start(), display=False, block=1)
            return [Block((formula, words))], []
        return [Block((flow.piece("math", start, end, display=True, block=1),))], []
    return blocks, notes


def _formula(text: str) -> bool:
    """Whether a text without dollar signs is a formula: at most one word, and not blank."""
    words = _WORD.findall(_COMMAND.sub(" ", text))
    return bool(text.strip()) and len(words) <= 1 and (not words or len(text) > len(words[0]))
