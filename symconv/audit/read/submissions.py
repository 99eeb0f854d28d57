"""A file, a folder or standard input as submissions.

*Defines* `read_submission`, `submission_files` and `SUFFIXES`. A folder stands for the files in it
that can hold answers, sorted by name; folders in it are looked into, links to elsewhere are not
followed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from symconv.audit.read.arrays import with_matrices
from symconv.audit.read.blocks import Block
from symconv.audit.read.data import data_blocks
from symconv.audit.read.files import Reading, Text, UnreadableSubmission
from symconv.audit.read.flow import Flow
from symconv.audit.read.macros import Abbreviations, macros_in
from symconv.audit.read.markdown import markdown_blocks
from symconv.audit.read.matching import match
from symconv.audit.read.notebook import notebook_blocks
from symconv.audit.read.tex import tex_blocks
from symconv.audit.submission import Note, Submission
from symconv.latex.inline.markup import plain
from symconv.sheets.problem import Sheet

Reader = Callable[[Text], tuple[list[Block], list[Note]]]


def _markdown(text: Text) -> tuple[list[Block], list[Note]]:
    reading = Reading(text.name)
    blocks, notes = markdown_blocks(Flow.of(text.name, reading.taken(text.text)))
    return blocks, [*notes, *reading.notes()]


def _tex(text: Text) -> tuple[list[Block], list[Note]]:
    reading = Reading(text.name)
    blocks, notes = tex_blocks(Flow.of(text.name, reading.taken(text.text)))
    return blocks, [*notes, *reading.notes()]


READERS: Mapping[str, Reader] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _markdown,
    ".tex": _tex,
    ".ipynb": notebook_blocks,
    ".json": data_blocks,
}
SUFFIXES = tuple(READERS)


def read_submission(text: Text, sheet: Sheet, *, suffix: str = "") -> Submission:
    """Return the answers of a text, matched to the questions of a sheet.

    ``suffix`` says how to read it; without one, the name of the text does. Raises
    UnreadableSubmission where a notebook or JSON file is none.
    """
    reader = READERS.get((suffix or Path(text.name).suffix).lower(), _markdown)
    blocks, notes = reader(text)
    blocks = [_with_matrices(block) for block in _written_out(blocks, text.text)]
    titles = {problem.id: plain(problem.title) for problem in sheet}
    return match(text.name, blocks, titles, (*text.notes, *notes))


def _written_out(blocks: list[Block], text: str) -> list[Block]:
    """Write out the macros of a document: those of a preamble, and those between dollar signs."""
    pieces = [p.text for b in blocks for p in b.pieces if p.kind in ("math", "words")]
    macros = macros_in("\n".join([text, *pieces]) if "\\" in text else "")
    if not macros:
        return blocks
    short = Abbreviations(macros)
    return [
        replace(b, pieces=tuple(short.expanded(p) if p.kind == "math" else p for p in b.pieces))
        for b in blocks
    ]


def _with_matrices(block: Block) -> Block:
    return replace(block, pieces=tuple(p for piece in block.pieces for p in with_matrices(piece)))


def submission_files(path: Path) -> Iterator[Path]:
    """Yield a file itself, or the submissions in a folder, sorted by name."""
    if not path.is_dir():
        yield path
        return
    found = False
    for folder, names, files in os.walk(path, followlinks=False):
        names.sort()
        names[:] = [name for name in names if not name.startswith(".")]
        for name in sorted(files):
            file = Path(folder, name)
            if (
                file.suffix.lower() in READERS
                and not name.startswith(".")
                and not file.is_symlink()
            ):
                found = True
                yield file
    if not found:
        raise UnreadableSubmission(
            f"{path} has no file with answers", remedy=f"known are {', '.join(SUFFIXES)}"
        )
