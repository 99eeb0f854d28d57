"""Givens on the command line: ``k=3 S='[2, 1]'``."""

from __future__ import annotations

from collections.abc import Iterable

from symconv.errors import SpecError
from symconv.sheets.given import Given, parse_given


def parse(pairs: Iterable[str]) -> dict[str, Given]:
    """Read ``name=value`` pairs; the values are those of a problem set.

    >>> parse(["kernel_size=3", "size=[H, 5]", "rule=>"])
    {'kernel_size': 3, 'size': ['H', 5], 'rule': '>'}
    """
    found: dict[str, Given] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.strip().replace("-", "_")
        if not equals or not key.isidentifier():
            raise SpecError(
                f"{pair!r} is not of the form name=value", remedy="write for example stride=2"
            )
        if key in found:
            raise SpecError(f"the given {key} is there twice")
        alone = value.strip() == ">"  # the mark of a folded text, if it is not quoted
        found[key] = parse_given('">"' if alone else value, source=f"<{key}>")
    return found
