r"""Tokens of the mathematics in a question: a closed alphabet, everything else refused.

*Defines* `tokens` and `FragmentError`.
"""

from __future__ import annotations

import re

from symconv.errors import Place, SpecError
from symconv.latex.inline import math_commands as known

LENGTH = 4000

_TOKEN = re.compile(
    r"""(?P<command>\\(?:[A-Za-z]+|.))
      | (?P<number>[0-9]+(?:\.[0-9]+)?)
      | (?P<letter>[A-Za-z])
      | (?P<blank>\s+)
      | (?P<special>[{}^_&~])
      | (?P<mark>[-+*/=<>(),.;:!?|\[\]'])""",
    re.VERBOSE | re.DOTALL,
)
_WORDS = re.compile(r"\s*\{([^{}\\$&#%^_~]*)\}")


class FragmentError(SpecError):
    """A fragment of a question's text is not in the subset; ``fragment`` is its spelling."""

    def __init__(
        self,
        fact: str,
        fragment: str = "",
        *,
        place: Place | None = None,
        remedy: str = "",
        given: str = "",
    ) -> None:
        super().__init__(fact, place=place, remedy=remedy, given=given)
        self.fragment = fragment


def tokens(latex: str) -> list[str]:
    r"""Split a formula; ``\text`` is followed by its words as one token.

    >>> tokens(r"K \times 12")
    ['K', '\\times', '12']
    """
    if len(latex) > LENGTH:
        raise FragmentError(f"a formula with more than {LENGTH} characters", latex[:20])
    found: list[str] = []
    at = 0
    while at < len(latex):
        match = _TOKEN.match(latex, at)
        if match is None:
            raise FragmentError(f"{latex[at]!r} cannot stand in mathematics", latex[at])
        at = match.end()
        if match["command"] and not known.is_known(match[0]):
            raise _unknown(match[0])
        if match[0] == r"\text":
            words = _WORDS.match(latex, at)
            if words is None:
                raise FragmentError(r"\text needs plain words in braces", r"\text")
            found += [r"\text", words[1]]
            at = words.end()
        elif not match["blank"]:
            found.append(match[0])
    return found


def _unknown(command: str) -> FragmentError:
    return FragmentError(
        f"the command {command} cannot be used in a question",
        command,
        remedy="questions use a closed list of mathematical commands; write it in words",
    )
