r"""Which question a label means, given the labels above it.

*Defines* `Questions` and `Path`. A label that only says which part, ``(b)`` or ``2``, is read below
the heading that it stands under; a whole name, ``3.2``, stands for itself. A label that goes on
below a question, ``3.2 (a)`` where the sheet has ``3.2``, belongs to that question. What fits no
question is known as a label all the same, so that its parts are not taken for others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from symconv.audit.read.labels import Atoms, Label, alike, atoms


@dataclass(frozen=True)
class Path:
    """The atoms of a heading with those above it; the question it belongs to, if any.

    ``group`` says that questions stand below it, as 3.3 is for 3.3.1 and 3.3.2.
    """

    atoms: Atoms
    question: str | None = None
    group: bool = False


class Questions:
    """The names of a sheet's questions.

    >>> questions = Questions(["3.2", "3.3.1", "3.3.2"])
    >>> questions.path(Label(("2",), bare=True), [Path(("3", "3"), group=True)]).question
    '3.3.2'
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self.names = {atoms(name): name for name in ids}
        self.groups = {name[:n] for name in self.names for n in range(1, len(name))}

    def path(self, label: Label, above: Sequence[Path]) -> Path:
        """Return the path of a label; ``above`` are the paths above it, outermost first."""
        below = [path.atoms + label.atoms for path in reversed(above)]
        if label.bare:
            return self._part(label, above, below)
        whole = [label.atoms, *below]
        found = self._first(whole, exact=True) or self._first(whole, exact=False)
        return found or Path(label.atoms)

    def sibling(self, label: Label, last: Path) -> Path | None:
        """Return the path of a part that stands beside the last one, not below it."""
        tried = [last.atoms[:n] + label.atoms for n in range(len(last.atoms), -1, -1)]
        return self._first(tried, exact=True)

    def _part(self, label: Label, above: Sequence[Path], below: Sequence[Atoms]) -> Path:
        for path in below:
            found = self._known(path, exact=True) or self._known(path, exact=False)
            if found:
                return found
        if not above:
            return self._first([label.atoms], exact=True) or Path(label.atoms)
        return Path(below[0])

    def _first(self, paths: Iterable[Atoms], *, exact: bool) -> Path | None:
        return next((found for path in paths if (found := self._known(path, exact=exact))), None)

    def _known(self, path: Atoms, *, exact: bool) -> Path | None:
        """Return a path that is a question or a group; else, if not exact, one below a question."""
        if path in self.names:
            return Path(path, self.names[path], path in self.groups)
        if path in self.groups:
            return Path(path, group=True)
        near = [name for name in (*self.names, *self.groups) if alike(name, path)]
        if len(near) == 1:
            return Path(near[0], self.names.get(near[0]), near[0] in self.groups)
        for n in range(len(path) - 1, 0, -1):
            if not exact and path[:n] in self.names:
                return Path(path, self.names[path[:n]])
        return None
