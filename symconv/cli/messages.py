"""Errors as the command line shows them, and the exit code of each.

*Defines* `show` and `exit_code`: 1 when something that was claimed is wrong, 2 for bad use or bad
input.
"""

from __future__ import annotations

from symconv.errors import ProofError, SymconvError, WitnessError

WRONG, BAD_USE = 1, 2
_WIDTH = 74


def show(error: SymconvError, *, color: bool = False) -> str:
    """Return an error as lines: the fact and its code, the place with a caret, the hint.

    >>> from symconv.errors import Place, SpecError
    >>> print(show(SpecError("no", place=Place("a.yaml", 1, 1, "x"), remedy="yes")))
    error: no                                                                 SC101
      --> a.yaml:1:1
       |
     1 | x
       | ^
       = hint: yes    (symconv explain SC101)
    """
    import click

    head = f"error: {error.fact}"
    bold = click.style(head, fg="red", bold=True) if color else head
    lines = [f"{bold}{' ' * max(2, _WIDTH - len(head))}{error.code}"]
    gutter = "  "
    if error.place is not None:
        lines.append(error.place.show())
        gutter = " " * (len(str(error.place.line)) + 2)
    more = f"(symconv explain {error.code})"
    lines.append(
        f"{gutter}= hint: {error.remedy}    {more}" if error.remedy else f"{gutter}= {more}"
    )
    return "\n".join(lines)


def exit_code(error: SymconvError) -> int:
    """Return 1 for something that is wrong, 2 for bad use or bad input."""
    return WRONG if isinstance(error, ProofError | WitnessError) else BAD_USE
