r"""What a TeX document would number its sections, questions and items.

*Defines* `Counting`: sections as 1, 1.1, 1.1.1, the exam class's questions as 1, its parts as (a),
their parts as (i).
"""

from __future__ import annotations

from dataclasses import dataclass, field

_SECTIONS = {"section": 0, "subsection": 1, "subsubsection": 2}
_EXAM = {"question": 0, "titledquestion": 0, "part": 1, "subpart": 2, "subsubpart": 2}
QUESTION_LEVEL = 4
_ROMAN = "i ii iii iv v vi vii viii ix x".split()
LISTS = frozenset({"enumerate", "itemize", "description", "parts", "subparts", "questions"})


@dataclass
class Counting:
    """The counters of a document; only `section`, `exam`, `item` and `edge` move them."""

    sections: list[int] = field(default_factory=lambda: [0, 0, 0])
    exams: list[int] = field(default_factory=lambda: [0, 0, 0])
    lists: list[tuple[str, int]] = field(default_factory=list)

    def section(self, name: str, *, counted: bool) -> str:
        """Count a section and return its number, ``""`` for one without.

        >>> counting = Counting()
        >>> counting.section("section", counted=True), counting.section("subsection", counted=True)
        ('1', '1.1')
        """
        if not counted or name not in _SECTIONS:
            return ""
        depth = _step(self.sections, _SECTIONS[name])
        return ".".join(map(str, self.sections[: depth + 1]))

    def exam(self, name: str) -> tuple[int, str]:
        """Count a question or part; return its level as a heading and its number."""
        depth = _step(self.exams, _EXAM[name])
        count = self.exams[depth]
        return QUESTION_LEVEL + depth, (
            str(count) if depth == 0 else f"({_letter(count) if depth == 1 else _roman(count)})"
        )

    def item(self) -> str:
        """Count an item; return its number if its list has numbers."""
        if not self.lists:
            return ""
        name, count = self.lists[-1]
        self.lists[-1] = (name, count + 1)
        return str(count + 1) if name == "enumerate" else ""

    def edge(self, name: str, *, begins: bool) -> None:
        """Enter or leave a list."""
        if name in LISTS and begins:
            self.lists.append((name, 0))
        elif name in LISTS and self.lists:
            self.lists.pop()


def _step(counters: list[int], depth: int) -> int:
    counters[depth] += 1
    counters[depth + 1 :] = [0] * (len(counters) - depth - 1)
    return depth


def _letter(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26)


def _roman(count: int) -> str:
    return _ROMAN[(count - 1) % len(_ROMAN)]
