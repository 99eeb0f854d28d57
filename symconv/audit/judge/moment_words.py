r"""Moments of Gaussian data as people write them: a distribution, an expectation, words.

*Defines* `about_moments` and `with_moments`. ``y \sim \mathcal{N}(8, 9)``, ``\mathbb{E}[y] = 8``
and "variance: 9" are written in the names of the question. The second parameter of a normal
distribution is its variance, by convention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from symconv.audit.answer import Piece, SubmittedAnswer
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.signals.edits import Edit, edited

LINE, PLANE = "batch_norm_of_gaussian", "batch_norm_of_gaussian_2d"
MEAN, DEVIATION, CORRELATION, SECOND_MEAN, SECOND = (
    rf"\{n}_{{\mathrm{{y}}}}" for n in ("mu", "sigma", "rho", "mu'", "sigma'")
)
VARIANCE = f"{DEVIATION}^2"
_FONT = r"\\(?:operatorname|mathrm|text|mathbb|mathbf|mathsf)\s*\{\s*(?:%s)\s*\}"
_OF_Y = r"\s*(?:\\left)?\s*[\[(]\s*[yY]\s*(?:\\right)?\s*[\])]"
_MOMENTS = {
    MEAN: re.compile(rf"(?:{_FONT % 'E'}|(?<![A-Za-z\\])E){_OF_Y}"),
    VARIANCE: re.compile(rf"(?:{_FONT % 'Var|var|V'}|\\?(?<![A-Za-z])[Vv]ar){_OF_Y}"),
}
_CELL = r"((?:(?!\\\\|&|\\end)[^\n]){1,80})"
_BEGIN, _END = r"\s*\\begin\{[bp]matrix\}", r"\\end\{[bp]matrix\}\s*"
_VECTOR = rf"{_BEGIN}{_CELL}\\\\{_CELL}{_END}"
_MATRIX = rf"{_BEGIN}{_CELL}&{_CELL}\\\\{_CELL}&{_CELL}{_END}"
_NORMAL = r"(?:[yY]\s*\\sim\s*)?(?:\\mathcal\s*\{?\s*N\s*\}?|(?<=\\sim)\s*N)\s*(?:\\left)?\("
_SCALAR = r"((?:[^(),;]|\([^()]*\)){1,80}?)"
_CLOSE = r"\s*(?:\\right)?\)\s*\Z"
_LINE_NORMAL = re.compile(rf"\s*{_NORMAL}{_SCALAR},{_SCALAR}{_CLOSE}")
_PLANE_NORMAL = re.compile(rf"\s*{_NORMAL}{_VECTOR},{_MATRIX}{_CLOSE}")
_MEANS = re.compile(rf"(?:\s*\\mu[^=&x]{{0,20}}=)?{_VECTOR}\Z")
_COVARIANCE = re.compile(rf"(?:\s*\\Sigma[^=&x]{{0,20}}=)?{_MATRIX}\Z")
_NUMBERED = re.compile(
    r"(?:(?<=\A)|(?<=[,;&]))(?P<space>\s*)\\(?P<name>mu|sigma)\s*_\s*"
    r"(?:(?P<one>[12])|\{\s*(?:[yY]\s*,?\s*_?\s*)?(?P<two>[12])\s*\})(?=\s*(?:\^\s*\{?2\}?)?\s*=)"
)
_WORDS = re.compile(
    r"(?P<word>standard deviation|deviation|std|variance|mean|expectation|expected value)"
    r"\s*(?:of the output|after the layer|of y)?\s*(?::|is|becomes|equals|of)?\s*\Z",
    re.IGNORECASE,
)
_WORDED = {
    "standard deviation": DEVIATION,
    "deviation": DEVIATION,
    "std": DEVIATION,
    "variance": VARIANCE,
}
_RELATION = re.compile(r"[=<>]|\\(?:sim|approx|to|le|ge)(?![a-z])")


def about_moments(desk: Desk) -> bool:
    """Whether a question asks for the moments of Gaussian data."""
    return desk.problem.ask in (LINE, PLANE)


def with_moments(answer: SubmittedAnswer, desk: Desk) -> SubmittedAnswer:
    """Return an answer with the moments of the output in the names of the question."""
    plane = desk.problem.ask == PLANE
    named = {} if plane else _named_by_words(answer.pieces)
    pieces = [
        _piece(piece, named.get(number, ""), plane=plane) if piece.kind == "math" else piece
        for number, piece in enumerate(answer.pieces)
    ]
    return replace(answer, pieces=tuple(pieces))


def _named_by_words(pieces: Sequence[Piece]) -> dict[int, str]:
    """Return the moment that the words before a value name; the last value of each counts."""
    last: dict[str, int] = {}
    for number, (before, piece) in enumerate(pairwise(pieces), start=1):
        word = _WORDS.search(before.text) if before.kind == "words" else None
        if word is not None and piece.kind == "math" and not _RELATION.search(piece.text):
            last[_WORDED.get(word["word"].lower(), MEAN)] = number
    return {number: subject for subject, number in last.items()}


def _piece(piece: Piece, named: str, *, plane: bool) -> Piece:
    whole = _of_plane(piece.text) if plane else _of_line(piece.text, named)
    if whole:
        return edited(piece, [Edit(0, len(piece.text), whole)])
    return edited(piece, list(_edits(piece.text, plane=plane)))


def _of_line(text: str, named: str) -> str:
    """Return what a distribution, or a value behind a word, says of mean and deviation."""
    if found := _LINE_NORMAL.fullmatch(text):
        return rf"{MEAN} = {found[1]}, {VARIANCE} = {found[2]}"
    return f"{named} = {text}" if named else ""


def _of_plane(text: str) -> str:
    """Return what vectors and matrices say of means, deviations and correlation."""
    if found := _PLANE_NORMAL.fullmatch(text):
        return f"{_means(*found.groups()[:2])}, {_spreads(*found.groups()[2:])}"
    if found := _MEANS.fullmatch(text):
        return _means(*found.groups())
    if found := _COVARIANCE.fullmatch(text):
        return _spreads(*found.groups())
    return ""


def _means(first: str, second: str) -> str:
    return f"{MEAN} = {first}, {SECOND_MEAN} = {second}"


def _spreads(first: str, upper: str, lower: str, second: str) -> str:
    """Return what a covariance matrix says; nothing of the correlation if it is not symmetric."""
    told = f"{VARIANCE} = {first}, {SECOND}^2 = {second}"
    if upper.strip() != lower.strip():
        return told
    root = rf"\sqrt{{\left({first}\right) \left({second}\right)}}"
    return rf"{told}, {CORRELATION} = \frac{{{upper}}}{{{root}}}"


def _edits(text: str, *, plane: bool) -> Iterator[Edit]:
    for subject, pattern in _MOMENTS.items():
        for match in [] if plane else pattern.finditer(text):
            yield Edit(*match.span(), subject)
    for match in _NUMBERED.finditer(text) if plane else []:
        prime = "" if "1" in (match["one"], match["two"]) else "'"
        name = rf"\{match['name']}{prime}_{{\mathrm{{y}}}}"
        yield Edit(*match.span(), match["space"] + name)
