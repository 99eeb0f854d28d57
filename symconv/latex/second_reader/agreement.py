"""What a second opinion can say about one line, and how many lines got which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Agreement:
    """The outcome of reading a line twice.

    ``agree``: the backend read every part and means the same. ``disagree``: ``detail`` says what
    both read. ``unreadable``: ``detail`` names the construct that has no encoding, or the
    backend's refusal. ``absent``: no backend is installed.

    >>> bool(Agreement("agree")), bool(Agreement("unreadable", "Limit"))
    (True, False)
    """

    kind: Literal["agree", "disagree", "unreadable", "absent"]
    detail: str = ""

    def __bool__(self) -> bool:
        return self.kind == "agree"


def tally(outcomes: Iterable[Agreement]) -> dict[str, int]:
    """Count outcomes; unreadable ones by construct, so that nothing is hidden.

    >>> tally([Agreement("agree"), Agreement("unreadable", "Limit"), Agreement("agree")])
    {'agree': 2, 'unreadable: Limit': 1}
    """
    labels = (f"{o.kind}: {o.detail}" if o.kind == "unreadable" else o.kind for o in outcomes)
    return dict(sorted(Counter(labels).items()))
