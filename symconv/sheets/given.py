r"""Values of givens: integers, fractions, truth values, names and lists of them.

*Defines* `Given` and `given`, which turns a marked YAML tree (or a text from the command line)
into a value that a theorem accepts. Nothing is converted silently: YAML's floats, dates, octal
numbers and ``no`` for false are refused or stay texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from symconv.errors import SpecError
from symconv.sheets.source import Source
from symconv.sheets.yaml_marks import Fields, Marked, Scalar, compose

Given = int | bool | str | Fraction | list["Given"]

DIGITS = 40
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FRACTION = re.compile(r"([-+]?[0-9]+)\s*/\s*([0-9]+)")
_NUMBER_LIKE = re.compile(r"[-+]?(\.?[0-9][0-9_.:eExXoObB+-]*|\.inf|\.nan)", re.IGNORECASE)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def given(node: Marked) -> Given:
    """Return the value of a given; raise SpecError at the entry that is not one.

    >>> given(compose(Source("hw.yaml", "[[1, 2], [3, 1/2]]")))
    [[1, 2], [3, Fraction(1, 2)]]
    """
    if isinstance(node, Fields):
        raise SpecError(
            "a given is a number, a name, or a list of them, not a mapping", place=node.place
        )
    if isinstance(node, Scalar):
        return _scalar(node)
    _refuse_ragged(node.items)
    return [given(item) for item in node.items]


def parse_given(text: str, source: str = "<command line>") -> Given:
    """Read a given from one line of text, as ``--given Y=[[1,2],[3,4]]`` has it.

    >>> parse_given("3"), parse_given("S"), parse_given("[1, 2]")
    (3, 'S', [1, 2])
    """
    return given(compose(Source(source, text)))


def _scalar(node: Scalar) -> Given:
    text = node.text.strip()
    if not node.plain:
        return text
    if text in _NOTHING:
        raise SpecError("a value is missing here", place=node.place)
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(_bounded(text, node))
    if match := _FRACTION.fullmatch(_bounded(text, node)):
        return _fraction(int(match[1]), int(match[2]), node)
    if _NUMBER_LIKE.fullmatch(text):
        raise SpecError(f"{text} is not an exact number", place=node.place, remedy=_exact(text))
    return text


def _bounded(text: str, node: Scalar) -> str:
    if _NUMBER_LIKE.match(text) and len(text) > DIGITS:
        raise SpecError(f"a number with more than {DIGITS} digits", place=node.place)
    return text


def _fraction(numerator: int, denominator: int, node: Scalar) -> Given:
    if denominator == 0:
        raise SpecError("the denominator is 0", place=node.place)
    value = Fraction(numerator, denominator)
    return int(value) if value.denominator == 1 else value


def _exact(text: str) -> str:
    """Suggest the exact spelling of a float or an odd integer."""
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return "write an integer or a fraction p/q; quote it if it is a name"
    return f"write {value}" if value.denominator == 1 else f"write a fraction p/q: {value}"


def _refuse_ragged(items: Iterable[Marked]) -> None:
    """Refuse a list whose entries are not all scalars or all lists of one length."""
    items = tuple(items)
    lengths = [-1 if isinstance(item, Scalar) else len(_children(item)) for item in items]
    for number, (item, length) in enumerate(zip(items, lengths, strict=True), start=1):
        if length != lengths[0]:
            raise SpecError(
                f"ragged: row {number} has {_count(length)}, row 1 has {_count(lengths[0])}",
                place=item.place,
                remedy="give all rows the same number of entries",
            )


def _children(node: Marked) -> tuple[object, ...]:
    return node.entries if isinstance(node, Fields) else getattr(node, "items", ())


def _count(length: int) -> str:
    if length < 0:
        return "a single value"
    return "1 entry" if length == 1 else f"{length} entries"
