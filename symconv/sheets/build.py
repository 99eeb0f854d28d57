"""From sheets to files: solve everything, render everything in memory, then write.

*Defines* `Built` and `build`. Nothing is written before every problem is solved and every document
is complete, so a failure leaves the output folder as it was. Several sheets may be solved at once,
each in a process of its own; the files are the same either way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from symconv.errors import MissingTool, SpecError
from symconv.sheets.html import render as render_html
from symconv.sheets.json import render as render_json
from symconv.sheets.pdf import render as render_pdf
from symconv.sheets.problem import FORMATS, Format, Part, Sheet, Show
from symconv.sheets.summary import Summary, summary
from symconv.sheets.tex import render as render_tex
from symconv.sheets.write_files import write_files

Renderer = Callable[[Sheet, Sequence[Part], Show], bytes]

RENDERERS: Mapping[Format, Renderer] = {
    "tex": render_tex,
    "html": render_html,
    "pdf": render_pdf,
    "json": render_json,
}


@dataclass(frozen=True)
class Built:
    """What a build wrote: the files, how each sheet was shown, and what was left out."""

    files: tuple[Path, ...]
    sheets: tuple[Summary, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Documents:
    """The documents of one sheet by file name, its summary, and what was left out."""

    files: Mapping[str, bytes]
    said: Summary
    notes: tuple[str, ...] = ()


def build(
    sheets: Iterable[Sheet],
    out: str | Path = ".",
    *,
    formats: Sequence[Format] = FORMATS,
    show: Show = "solutions",
    jobs: int = 1,
    on_solved: Callable[[str], None] | None = None,
) -> Built:
    """Solve and write several sheets, all documents of all sheets or none.

    ``on_solved`` is told of each part that is solved (for a progress bar). Raises SpecError,
    GivenError, ShapeError or ProofError; a missing TeX engine is a note, not an error.
    """
    wanted = tuple(sheets)
    _require_names(wanted, show)
    tell = on_solved or _silent
    found = tuple(_all(wanted, formats, show, jobs, tell))
    files = {name: data for one in found for name, data in one.files.items()}
    notes = dict.fromkeys(note for one in found for note in one.notes)
    return Built(tuple(write_files(out, files)), tuple(one.said for one in found), tuple(notes))


def documents(
    sheet: Sheet, formats: Sequence[Format], show: Show, tell: Callable[[str], None]
) -> Documents:
    """Solve one sheet and render it; ``tell`` hears of each part."""
    parts = []
    for part in sheet.solve():
        parts.append(part)
        tell(f"{sheet.name} {part.problem.id}")
    files, notes = {}, []
    for format_ in formats:
        name = _file_name(sheet, format_, show)
        try:
            files[name] = RENDERERS[format_](sheet, parts, show)
        except MissingTool as missing:
            notes.append(f"no {name}: {missing.fact}; {missing.remedy}")
    return Documents(files, summary(sheet, parts), tuple(notes))


def _all(
    sheets: Sequence[Sheet],
    formats: Sequence[Format],
    show: Show,
    jobs: int,
    tell: Callable[[str], None],
) -> Iterator[Documents]:
    """Yield the documents of each sheet in their order."""
    if min(jobs, len(sheets)) <= 1:
        yield from (documents(sheet, formats, show, tell) for sheet in sheets)
        return
    pool: Executor = ProcessPoolExecutor(min(jobs, len(sheets)), get_context("spawn"))
    with pool:
        pending = [pool.submit(documents, sheet, formats, show, _silent) for sheet in sheets]
        for sheet, future in zip(sheets, pending, strict=True):
            yield future.result()
            for problem in sheet:
                tell(f"{sheet.name} {problem.id}")


def _silent(_part: str) -> None:
    """Tell nobody."""


def _file_name(sheet: Sheet, format_: Format, show: Show) -> str:
    return f"{sheet.name}{'-key' if show == 'key' else ''}.{format_}"


def _require_names(sheets: Sequence[Sheet], show: Show) -> None:
    names = [sheet.name for sheet in sheets]
    for sheet in sheets:
        if names.count(sheet.name) > 1:
            raise SpecError(
                f"two problem sets would both be written to {_file_name(sheet, 'tex', show)}",
                remedy="rename one of them, or build them into different folders",
            )
