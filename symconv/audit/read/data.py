"""Answers as data: ``{"3.2": "…"}``, or a list of ``{"question": "3.2", "answer": "…"}``.

*Defines* `data_blocks`. A place in such an answer is counted within its text,
``answers.json:3.2:1:5``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from symconv.audit.read.bare import bare_blocks
from symconv.audit.read.blocks import PARAGRAPH, Block
from symconv.audit.read.files import Reading, Text, UnreadableSubmission, clean
from symconv.audit.read.flow import Flow
from symconv.audit.read.labels import label
from symconv.audit.read.notebook import parsed
from symconv.audit.submission import Note

_BELOW = 10
"""A part in an answer, ``(b)``, stands below the name that the answer is filed under."""
_QUESTION = ("question", "id", "label")
_ANSWER = ("answer", "latex", "text", "response")


def data_blocks(text: Text) -> tuple[list[Block], list[Note]]:
    """Return the blocks of a JSON file; raise UnreadableSubmission for another shape."""
    data = parsed(text)
    if isinstance(data, dict) and isinstance(data.get("answers"), dict | list):
        data = data["answers"]
    blocks: list[Block] = []
    notes: list[Note] = []
    reading = Reading(text.name)
    for number, (question, answer) in enumerate(_pairs(text.name, data), start=1):
        name = clean(question)[:60]
        flow = Flow.of(f"{text.name}:{name}", reading.taken(clean(answer)))
        found, odd = bare_blocks(flow)
        notes += odd
        blocks.append(Block((), name, PARAGRAPH, exact=True))
        for block in found:
            pieces = (replace(p, block=number * 1_000_000 + p.block) for p in block.pieces)
            said = label(block.title) if block.level else None
            level = block.level + _BELOW if said and said.bare else 0
            blocks.append(replace(block, pieces=tuple(pieces), level=level))
    return blocks, [*notes, *reading.notes()]


def _pairs(name: str, data: Any) -> Iterator[tuple[str, str]]:
    rows = data.items() if isinstance(data, dict) else map(_row, data) if _listed(data) else None
    if rows is None:
        raise UnreadableSubmission(
            f"{name} has no answers",
            remedy='write {"3.2": "..."} or [{"question": "3.2", "answer": "..."}]',
        )
    for question, answer in rows:
        if isinstance(question, str) and isinstance(answer, str | int | list):
            yield question, "\n".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def _listed(data: Any) -> bool:
    return isinstance(data, list) and all(isinstance(row, dict) for row in data)


def _row(row: dict[str, Any]) -> tuple[Any, Any]:
    question = next((row[key] for key in _QUESTION if key in row), "")
    return str(question), next((row[key] for key in _ANSWER if key in row), None)
