r"""Reading somebody's formula: names that the question does not declare are the author's own.

*Defines* `OpenTable` and `OpenTable.read`. The reader wants every name declared. A student's
``K_d`` or ``h_1`` is not; so the formula is read, the name that was refused is
declared, and it is read again, a bounded number of times.

*Why this is safe.* An own name has no meaning until the answer defines it, or until renaming it is
proved to give the expected formula. A misreading that invents a name therefore leads to "not
decided", never to a verdict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from symconv.audit.judge.other_ranks import of_another_rank
from symconv.audit.judge.spelling import mended, respelled
from symconv.audit.judge.usual_names import by_variance
from symconv.errors import LatexError, SymconvError, TooLarge, UnknownName
from symconv.latex.reader import read
from symconv.latex.tree import Line
from symconv.notation import Declared, Domain, Kind, Name, SymbolTable, name

MAX_NAMES = 24
MAX_LENGTH = 6_000
_FUNCTIONS = frozenset({"f", "g", "sigma", "phi", "varphi", "relu", "ReLU"})
_SUBSCRIPT = re.compile(r"_\{?\s*(?P<inner>[^{}]*(?:\{[^{}]*\})?[^{}]*)\}?$", re.DOTALL)
_UPRIGHT = re.compile(r"\\(?:text|mathrm|textrm|rm)\s*\{\s*([A-Za-z0-9]+)\s*\}")
_SCRIPTED = re.compile(r"(\S+) (?:is a scalar and takes no index|has \d+ ind\w+, not \d+)")
_ARGUMENTS = re.compile(r"(\S+) takes \d+ arguments?, not (\d+)")
_POWER = re.compile(r"\^\s*(?:\\top|T|\{(?:\\top|T|\d+|[a-z])\}|\d|[a-z])$")
_TIMES = re.compile(r"(?<=\d)\s*[x\u00d7]\s*(?=\d)")
_BOUND = re.compile(
    r"\\(?:sum|prod|max|min|forall)(?:\\limits)?\s*_?\s*\{?\s*\(?\s*([a-zA-Z](?:\s*,\s*[a-zA-Z])*)"
)


@dataclass
class OpenTable:
    """The names of the question, and those that an answer brought along so far."""

    known: SymbolTable
    own: dict[Name, Declared] = field(default_factory=dict)

    def read(self, text: str) -> tuple[Line, ...]:
        """Read a formula, declaring what it brings; raise LatexError or TooLarge if it cannot be.

        >>> table = OpenTable(SymbolTable())
        >>> [line.statement.relations for line in table.read("K_d = 1 + (K - 1) d")]
        [('=',)]
        >>> sorted(str(n) for n in table.own)
        ['K', 'K_{\\\\mathrm{d}}', 'd']
        """
        if len(text) > MAX_LENGTH:
            raise TooLarge(f"a formula of more than {MAX_LENGTH} characters is not judged")
        text = by_variance(respelled(_TIMES.sub(r"\\times ", text)), self.known)
        bound, here = _bound_in(text), dict(self.own)
        for _ in range(MAX_NAMES):
            try:
                lines = read(
                    text, self.known.extended(here.values()), source="answer", star="product"
                )
            except LatexError as error:
                if (barred := of_another_rank(text, error, self.known)) is not None:
                    text, bound = barred[0], bound | barred[1]
                    continue
                found = _declaration(text, error, bound)
                if found is None or found.name in self.known or here.get(found.name) == found:
                    apart = _indices_apart(text, error) or mended(text, error)
                    if apart is None:
                        raise
                    text = apart
                    continue
                here[found.name] = found
            else:
                self.own.update((n, row) for n, row in here.items() if n not in self.own)
                return lines
        raise TooLarge(f"a formula with more than {MAX_NAMES} new names is not judged")


def _indices_apart(text: str, error: LatexError) -> str | None:
    """Return ``w_{00}`` as ``w_{0,0}`` everywhere, where an element lacks an index."""
    if _SCRIPTED.match(error.fact) is None and "one number or several" not in error.fact:
        return None
    apart = re.sub(r"_\{(\d)(\d)\}", r"_{\1,\2}", text)
    return None if apart == text else apart


def _bound_in(text: str) -> frozenset[str]:
    groups = (match[1].split(",") for match in _BOUND.finditer(text))
    return frozenset(letter.strip() for group in groups for letter in group)


def _declaration(text: str, error: LatexError, bound: frozenset[str]) -> Declared | None:
    """Return the declaration that an error asks for, if one would help."""
    place = error.place
    if place is None:
        return None
    start = _offset(text, place.line, place.column)
    if isinstance(error, UnknownName):
        return _unknown(text, start, place.width, bound)
    applied = _ARGUMENTS.match(error.fact)
    if applied is not None and (base := _name(applied[1])) is not None:
        return Declared(base, Domain.REAL, Kind.FUNCTION, int(applied[2]))
    scripted = _SCRIPTED.match(error.fact)
    if scripted is not None:
        return _labelled(scripted[1], text[start : start + place.width], bound)
    return None


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1


def _unknown(text: str, start: int, width: int, bound: frozenset[str]) -> Declared | None:
    spelled = _POWER.sub("", text[start : start + width])
    subscript = _SUBSCRIPT.search(spelled)
    base = _name(spelled[: subscript.start()] if subscript else spelled)
    if base is None:
        return None
    if subscript is None:
        behind = text[start + width :].lstrip()
        if base.base in _FUNCTIONS and behind.startswith(("(", r"\left(", "{(")):
            return Declared(base, Domain.REAL, Kind.FUNCTION, 1)
        if behind.startswith("["):
            return Declared(base, Domain.REAL, Kind.TENSOR, 1)
        return Declared(base, Domain.REAL)
    inner = _UPRIGHT.sub(r"\1", subscript["inner"]).strip()
    if len(inner) > 1 and inner.isalpha() and bound.issuperset(inner):
        return Declared(base, Domain.REAL, Kind.TENSOR, len(inner))  # ``x_{pq}`` below a sum
    if inner.isalnum() and inner not in bound:
        return Declared(_with_label(base, inner), Domain.REAL)
    rank = inner.count(",") + 1
    return Declared(base, Domain.REAL, Kind.TENSOR, rank)


def _labelled(spelled: str, subscript: str, bound: frozenset[str]) -> Declared | None:
    """A name with a subscript is another quantity, or, where the index is bound, an element."""
    base = _name(spelled)
    inner = _UPRIGHT.sub(r"\1", subscript).strip("_{} ")
    if base is None:
        return None
    if not inner.isalnum() or inner in bound:
        return Declared(base, Domain.REAL, Kind.TENSOR, inner.count(",") + 1)
    return Declared(_with_label(base, inner), Domain.REAL)


def _with_label(base: Name, label: str) -> Name:
    return Name(base.base, base.primes, base.accent, base.font, base.layer, label)


def _name(spelled: str) -> Name | None:
    text = re.sub(r"\^\{?\\prime\}?", "'", spelled).replace(" ", "")
    text = re.sub(r"\\(?:text|textrm|operatorname|mathit|mathsf)\{", r"\\mathrm{", text)
    text = re.sub(r"\\(hat|bar|tilde|mathbf|mathcal)([A-Za-z])", r"\\\1{\2}", text)
    try:
        return name(text)
    except SymconvError:
        return None
