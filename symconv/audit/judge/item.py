r"""One conclusion of a derivation, as something that an answer has to state.

*Defines* `Item`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.judge.subjects import is_subject
from symconv.latex.tree import Expr, Indexed, Statement, Symbol


@dataclass(frozen=True)
class Item:
    """One conclusion: its subjects, its value, and what it may be called.

    A conclusion that ``covers`` others stands for all of them; one that is ``optional`` need not be
    stated. ``called`` is the question's name for its layer.
    """

    subjects: tuple[Expr, ...]
    value: Statement
    aliases: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    layer: int | None = None
    statement: Statement | None = field(default=None, repr=False)
    covers: tuple[int, ...] = ()
    optional: bool = False
    called: str = ""

    @property
    def is_identity(self) -> bool:
        """Whether the item equates two expressions, and does not give a value to a name."""
        return bool(self.subjects) and not is_subject(self.subjects[0])

    @property
    def is_statement(self) -> bool:
        """Whether the item says that something holds, and gives no value."""
        return not self.subjects

    def is_part_of(self, value: Statement) -> bool:
        """Whether a value is written with what this conclusion is about."""
        heads = (s.base if isinstance(s, Indexed) else s for s in self.subjects)
        named = {s.name for s in heads if isinstance(s, Symbol)}
        return bool(named & names_in_tree(value))
