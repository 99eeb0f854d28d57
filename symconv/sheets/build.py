"""From sheets to files: solve everything, render everything in memory, then write.

*Defines* `Built` and `build`. Nothing is written before every problem is solved and every document
is complete, so a failure leaves the output folder as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from symconv.errors import MissingTool, SpecError
from symconv.sheets.html import render as render_html
from symconv.sheets.json import render as render_json
from symconv.sheets.pdf import render as render_pdf
from symconv.sheets.problem import FORMATS, Format, Part, Sheet, Show
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
    """What a build wrote: the files, the solved parts of each sheet, and what was left out."""

    files: tuple[Path, ...]
    sheets: tuple[tuple[Sheet, tuple[Part, ...]], ...]
    notes: tuple[str, ...] = ()


@dataclass
class _Rendered:
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def build(
    sheets: Iterable[Sheet],
    out: str | Path = ".",
    *,
    formats: Sequence[Format] = FORMATS,
    show: Show = "solutions",
    on_solved: Callable[[Sheet, Part], None] | None = None,
) -> Built:
    """Solve and write several sheets, all documents of all sheets or none.

    ``on_solved`` is told of each part as it is solved (for a progress bar). Raises SpecError,
    GivenError, ShapeError or ProofError; a missing TeX engine is a note, not an error.
    """
    solved = tuple((sheet, _parts(sheet, on_solved)) for sheet in sheets)
    rendered = _Rendered()
    for sheet, parts in solved:
        for format_ in formats:
            _render(sheet, parts, format_, show, rendered)
    files = write_files(out, rendered.files)
    return Built(files, solved, tuple(dict.fromkeys(rendered.notes)))


def _parts(sheet: Sheet, on_solved: Callable[[Sheet, Part], None] | None) -> tuple[Part, ...]:
    parts = []
    for part in sheet.solve():
        parts.append(part)
        if on_solved is not None:
            on_solved(sheet, part)
    return tuple(parts)


def _render(
    sheet: Sheet, parts: Sequence[Part], format_: Format, show: Show, rendered: _Rendered
) -> None:
    name = f"{sheet.name}{'-key' if show == 'key' else ''}.{format_}"
    if name in rendered.files:
        raise SpecError(
            f"two problem sets would both be written to {name}",
            remedy="rename one of them, or build them into different folders",
        )
    try:
        rendered.files[name] = RENDERERS[format_](sheet, parts, show)
    except MissingTool as missing:
        rendered.notes.append(f"no {name}: {missing.fact}; {missing.remedy}")
