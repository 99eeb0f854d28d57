"""The channel number that a network has to infer: ``?``, as it is written in problem sets."""

from __future__ import annotations

from typing import Any

from symconv.algebra.sizes import Size

SPELLING = "?"


def unknown() -> Size:
    """Return the unknown number of channels, a symbol that any layer accepts.

    >>> unknown()
    ?
    """
    from sympy import Symbol

    found: Size = Symbol(SPELLING, integer=True, positive=True)
    return found


def is_unknown(value: Any) -> bool:
    """Whether a size is the unknown one.

    >>> is_unknown(unknown()), is_unknown(3)
    (True, False)
    """
    return getattr(value, "name", "") == SPELLING
