"""What a solved part shows, in order: its lemmas, then its own lines, numbered through.

*Defines* `Numbered`, `Section`, `Shown` and `sections`. Every writer (TeX, HTML, JSON, terminal)
prints this, so that they agree on numbers and on what refers to what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from symconv.latex.drawing import Figure
from symconv.proof.derivation import Derivation
from symconv.proof.prove import Judged, Report
from symconv.sheets.wording import using

Fingerprint = tuple[object, ...]


@dataclass(frozen=True)
class Numbered:
    """A judged line with its number and its reason, which names the earlier results it uses.

    Lines in a row that hold for the same reason say so by reference to the first of them.
    """

    number: int
    judged: Judged
    reason: str


@dataclass(frozen=True)
class Section:
    """A derivation within a part.

    ``name`` is empty for the part's own derivation and "Lemma 1" and so on for its lemmas. A lemma
    that an earlier part has shown in full has no lines; ``shown_in`` names that part. ``figures``
    are those that the sheet has not shown yet.
    """

    name: str
    report: Report
    lines: tuple[Numbered, ...] = ()
    shown_in: str = ""
    figures: tuple[Figure, ...] = ()

    @property
    def derivation(self) -> Derivation:
        """What is derived here."""
        return self.report.derivation


@dataclass
class Shown:
    """Which derivations a sheet has shown so far, and in which part; and which figures."""

    parts: dict[Fingerprint, str] = field(default_factory=dict)
    figures: set[Figure] = field(default_factory=set)

    def part(self, derivation: Derivation) -> str:
        """Return the part that has shown a derivation, or an empty text."""
        return self.parts.get(_fingerprint(derivation), "")

    def add(self, derivation: Derivation, part: str) -> None:
        """Note that ``part`` shows a derivation."""
        self.parts.setdefault(_fingerprint(derivation), part)


def sections(report: Report, part: str, shown: Shown) -> tuple[Section, ...]:
    """Return the sections of one part, lemmas first, and note what they show in ``shown``."""
    found: list[Section] = []
    _collect(report, part, shown, found, name="")
    return tuple(found)


def _collect(report: Report, part: str, shown: Shown, found: list[Section], name: str) -> str:
    """Append the sections of a report and return the name under which lines may refer to it."""
    earlier = shown.part(report.derivation) if name else ""
    if earlier:
        found.append(Section(name, report, shown_in=earlier))
        return name
    names: dict[str, str] = {}
    for label, lemma in report.lemmas.items():
        number = 1 + sum(1 for section in found if section.name)
        names[label] = _collect(lemma, part, shown, found, name=f"Lemma {number}")
    start = 1 + sum(len(section.lines) for section in found)
    figures = tuple(f for f in report.derivation.figures if f not in shown.figures)
    shown.figures.update(figures)
    found.append(Section(name, report, tuple(_numbered(report, start, names)), figures=figures))
    shown.add(report.derivation, part)
    return name


def _numbered(report: Report, start: int, names: Mapping[str, str]) -> Iterator[Numbered]:
    known = dict(names)
    first, first_reason = 0, ""
    for number, judged in enumerate(report.steps, start=start):
        step = judged.step
        reason = step.reason + using([known[label] for label in step.uses])
        if reason == first_reason and not step.before:
            yield Numbered(number, judged, f"as in ({first})")
        else:
            first, first_reason = number, reason
            yield Numbered(number, judged, reason)
        if step.label:
            known[step.label] = f"({number})"


def _fingerprint(derivation: Derivation) -> Fingerprint:
    """Tell derivations apart by everything that a section prints."""
    return (
        derivation.name,
        tuple((s.latex, s.reason) for s in derivation.steps),
        tuple(latex for latex, _ in derivation.hypotheses),
        tuple(d.latex for d in derivation.definitions),
        derivation.answer.latex,
        tuple(_fingerprint(lemma) for lemma in derivation.lemmas.values()),
    )
