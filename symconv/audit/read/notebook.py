"""Notebooks: the Markdown cells as one document, the code cells as code that is not run.

*Defines* `notebook_blocks`. Outputs are left out: they were written by a program, not by a person.
A place in a notebook is counted within its cell, ``hw.ipynb:cell 3:2:5``.
"""

from __future__ import annotations

import json
from typing import Any

from symconv.audit.read.blocks import Block
from symconv.audit.read.files import Reading, Text, UnreadableSubmission, clean
from symconv.audit.read.flow import Flow
from symconv.audit.read.markdown import markdown_blocks
from symconv.audit.submission import Note

CELLS = 10_000


def parsed(text: Text) -> Any:
    """Parse JSON, with decimals as they are written.

    Raises UnreadableSubmission for what is none, or is nested too deeply.
    """
    try:
        return json.loads(
            text.text,
            parse_constant=str,
            parse_int=_whole,
            parse_float=str,
            object_pairs_hook=_whole_object,
        )
    except json.JSONDecodeError as error:
        place = Flow.of(text.name, text.text).place(error.pos, error.pos + 1)
        raise UnreadableSubmission(f"{text.name} is not JSON: {error.msg}", place=place) from None
    except RecursionError:
        raise UnreadableSubmission(f"{text.name} is nested too deeply") from None


def notebook_blocks(text: Text) -> tuple[list[Block], list[Note]]:
    """Return the blocks of a notebook in order.

    Raises UnreadableSubmission where the text is no notebook.
    """
    data = parsed(text)
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list):
        raise UnreadableSubmission(f"{text.name} is no notebook: it has no list of cells")
    blocks: list[Block] = []
    notes: list[Note] = []
    reading = Reading(text.name)
    for number, cell in enumerate(cells[:CELLS], start=1):
        if isinstance(cell, dict):
            source = reading.taken(clean(_source(cell.get("source"))))
            found, odd = _cell(cell, source, f"{text.name}:cell {number}")
            blocks += _renumbered(found, number)
            notes += odd
    if len(cells) > CELLS:
        notes.append(Note("SC812", f"only the first {CELLS} cells of {text.name} are read"))
    return blocks, [*notes, *reading.notes()]


def _cell(cell: dict[str, Any], source: str, name: str) -> tuple[list[Block], list[Note]]:
    flow = Flow.of(name, source)
    if cell.get("cell_type") == "code":
        if not flow.text.strip():
            return [], []
        return [Block((flow.piece("code", 0, len(flow.text), block=1),))], []
    return markdown_blocks(flow)


def _source(source: object) -> str:
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _renumbered(blocks: list[Block], cell: int) -> list[Block]:
    """Keep blocks of different cells apart."""
    from dataclasses import replace

    return [
        replace(b, pieces=tuple(replace(p, block=cell * 1_000_000 + p.block) for p in b.pieces))
        for b in blocks
    ]


def _whole_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of JSON; texts under one name stay, one after the other."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        before = found.get(name)
        both = isinstance(before, str) and isinstance(value, str)
        found[name] = f"{before}\n\n{value}" if both else value
    return found


def _whole(digits: str) -> int:
    """Read an integer of JSON, unless it is long enough to cost time."""
    return int(digits) if len(digits) < 100 else 0
