"""Findings as plain data and back: for reports that programs read, and to go on after a stop.

*Defines* `finding_data` and `finding_from`. Marks are exact (``"7/2"``); nothing is lost.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symconv.audit.finding import Cause, Finding, LineFinding
from symconv.errors import Place

Data = dict[str, Any]
_WORDS = "question verdict code message snippet expected how counterexample convention hint".split()


def finding_data(finding: Finding) -> Data:
    """Return a finding as JSON has it; empty fields are left out.

    >>> finding_data(Finding("4.1", "right", marks=Fraction(2), max_marks=Fraction(2)))
    {'question': '4.1', 'verdict': 'right', 'marks': '2', 'max_marks': '2'}
    """
    data = {key: said for key in _WORDS if (said := getattr(finding, key))}
    data |= {"marks": str(finding.marks), "max_marks": str(finding.max_marks)}
    if finding.place is not None:
        data["place"] = place_data(finding.place)
    if finding.cause is not None:
        data["cause"] = vars(finding.cause)
    if finding.lines:
        data["lines"] = [_line_data(line) for line in finding.lines]
    return data


def finding_from(data: Data) -> Finding:
    """Return the finding that some data tells; the inverse of `finding_data`."""
    words = {key: data[key] for key in _WORDS if key in data}
    return Finding(
        **words,
        marks=Fraction(data["marks"]),
        max_marks=Fraction(data["max_marks"]),
        place=_place(data),
        cause=Cause(**data["cause"]) if "cause" in data else None,
        lines=tuple(_line(row) for row in data.get("lines", ())),
    )


def place_data(place: Place) -> Data:
    """Return a place with the end of its span."""
    return {
        "file": place.source,
        "line": place.line,
        "column": place.column,
        "end_column": place.column + place.width,
        "text": place.text,
    }


def _line_data(line: LineFinding) -> Data:
    said = {key: value for key, value in vars(line).items() if value and key != "place"}
    return said | ({"place": place_data(line.place)} if line.place is not None else {})


def _line(data: Data) -> LineFinding:
    said = {key: value for key, value in data.items() if key != "place"}
    return LineFinding(place=_place(data), **said)


def _place(data: Data) -> Place | None:
    if "place" not in data:
        return None
    row = data["place"]
    width = row["end_column"] - row["column"]
    return Place(row["file"], row["line"], row["column"], row["text"], width)
