"""The figures of a derivation as files: SVG, and TikZ for ``\\input``.

*Defines* `figure_files`.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.latex.drawing import Figure
from symconv.latex.drawing.palette import names_tex
from symconv.proof.derivation import Derivation


def figure_files(derivation: Derivation) -> dict[str, bytes]:
    """Return names and contents of the files, two for each figure, those of lemmas first."""
    files: dict[str, bytes] = {}
    for number, (name, figure) in enumerate(_figures(derivation), start=1):
        stem = f"{name}-{number}"
        files[f"{stem}.svg"] = f"{figure.svg()}\n".encode()
        files[f"{stem}.tex"] = _input(figure).encode()
    return files


def _figures(derivation: Derivation) -> Iterator[tuple[str, Figure]]:
    for lemma in derivation.lemmas.values():
        yield from _figures(lemma)
    yield from ((derivation.name, figure) for figure in derivation.figures)


def _input(figure: Figure) -> str:
    """Return the file; its colours end in comments, because a line break would be a space."""
    colours = [f"{line}%" for line in names_tex().splitlines()]
    head = r"% \input this file in a document with \usepackage{tikz}"
    return "\n".join([head, *colours, f"{figure.tikz()}%", ""])
