r"""Names and their declarations: the symbol table that a problem, a theorem and a reader share.

*Defines* `Name` (how a symbol is spelled), `Declared` (what it stands for) and `SymbolTable`, a
closed, immutable mapping from names to declarations.

*Notation.* A name is ``base[']*[^{(layer)}][_{\mathrm{label}}]`` with an optional accent or font.
Labels are upright, indices italic: ``W_{\mathrm{out}}`` is one name, ``W_{o}`` an indexed tensor.

*Why closed.* In texts written by people, a misreading nearly always introduces a name that nobody
declared. Refusing undeclared names turns those misreadings into errors with a place.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from symconv.errors import DialectError, UnknownName

GREEK = frozenset(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi "
    "pi rho sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma "
    "Upsilon Phi Psi Omega ell".split()
)
ACCENTS = frozenset({"hat", "bar", "tilde", "vec", "dot"})
FONTS = frozenset({"mathbf", "mathcal", "mathbb", "boldsymbol"})

_SPELLING = re.compile(
    r"""(?:\\(?P<accent>hat|bar|tilde|vec|dot)\{(?=.*\}))?
        (?:\\(?P<font>mathbf|mathcal|mathbb|boldsymbol)\{(?P<styled>\\?[A-Za-z]+)\}
          |\\mathrm\{(?P<word>[A-Za-z][A-Za-z0-9]*)\}
          |\\(?P<greek>[A-Za-z]+)
          |(?P<letter>[A-Za-z]))
        (?(accent)\})
        (?P<primes>'*)
        (?:\^\{\((?P<layer>[A-Za-z0-9]+)\)\})?
        (?:_\{\\mathrm\{(?P<label>[A-Za-z0-9]+)\}\})?""",
    re.VERBOSE,
)


@dataclass(frozen=True, order=True)
class Name:
    r"""The spelling of a symbol, part by part.

    >>> Name("W", label="out").latex, Name("H", primes=1).plain
    ('W_{\\mathrm{out}}', 'H_prime')
    """

    base: str
    primes: int = 0
    accent: str = ""
    font: str = ""
    layer: str = ""
    label: str = ""

    @property
    def latex(self) -> str:
        """The one spelling that symconv prints."""
        if self.base in GREEK:
            core = "\\" + self.base
        elif len(self.base) == 1:
            core = self.base
        else:
            core = rf"\mathrm{{{self.base}}}"
        if self.font:
            core = rf"\{self.font}{{{core}}}"
        if self.accent:
            core = rf"\{self.accent}{{{core}}}"
        core += "'" * self.primes
        if self.layer:
            core += f"^{{({self.layer})}}"
        return core + (rf"_{{\mathrm{{{self.label}}}}}" if self.label else "")

    @property
    def plain(self) -> str:
        """An identifier for SymPy and JSON; different names have different identifiers."""
        parts = [self.base, self.accent, self.font, *["prime"] * self.primes]
        parts += [f"layer{self.layer}"] if self.layer else []
        parts += [self.label] if self.label else []
        text = "_".join(p for p in parts if p)
        return text + "_" if keyword.iskeyword(text) else text

    def __str__(self) -> str:
        return self.latex


def name(spelling: str) -> Name:
    r"""Read one name from its LaTeX spelling; raise DialectError when it is not a single name.

    >>> name(r"\hat{X}") == Name("X", accent="hat")
    True
    >>> name("H'").primes
    1
    """
    match = _SPELLING.fullmatch(spelling.strip())
    if match is None or (match["greek"] and match["greek"] not in GREEK):
        raise DialectError(
            f"{spelling!r} is not the spelling of one name",
            remedy=r"write a letter, a Greek command or \mathrm{word}, then primes, ^{(layer)}, "
            r"_{\mathrm{label}}",
        )
    base = match["styled"] or match["word"] or match["greek"] or match["letter"]
    return Name(
        base.lstrip("\\"),
        primes=len(match["primes"]),
        accent=match["accent"] or "",
        font=match["font"] or "",
        layer=match["layer"] or "",
        label=match["label"] or "",
    )


class Domain(StrEnum):
    """The values that a scalar, or each entry of a tensor, may take."""

    POSITIVE = "positive integer"
    NATURAL = "non-negative integer"
    INTEGER = "integer"
    REAL = "real number"
    POSITIVE_REAL = "positive real number"

    @property
    def is_integer(self) -> bool:
        """Whether every value is an integer."""
        return self in (Domain.POSITIVE, Domain.NATURAL, Domain.INTEGER)


class Kind(StrEnum):
    """What a name can be applied to: nothing, indices, or arguments."""

    SCALAR = "scalar"
    TENSOR = "tensor"
    FUNCTION = "function"


@dataclass(frozen=True)
class Declared:
    """One row of a symbol table. ``rank`` counts indices of a tensor or arguments of a function."""

    name: Name
    domain: Domain = Domain.REAL
    kind: Kind = Kind.SCALAR
    rank: int = 0
    meaning: str = ""


@dataclass(frozen=True)
class SymbolTable:
    """The names in play, closed: looking up any other name is an error.

    >>> table = SymbolTable.of(scalars("n k", Domain.POSITIVE), tensors("x", rank=2))
    >>> name("k") in table, name("K") in table
    (True, False)
    """

    rows: Mapping[Name, Declared] = field(default_factory=dict)

    @staticmethod
    def of(*groups: Iterable[Declared]) -> SymbolTable:
        """Collect declarations; a name that is declared twice must be declared alike."""
        rows: dict[Name, Declared] = {}
        for row in (row for group in groups for row in group):
            if rows.setdefault(row.name, row) != row:
                raise DialectError(f"{row.name} is declared twice, in two ways")
        return SymbolTable(rows)

    def __contains__(self, key: object) -> bool:
        return key in self.rows

    def __iter__(self) -> Iterator[Declared]:
        return iter(self.rows.values())

    def __getitem__(self, key: Name) -> Declared:
        if key not in self.rows:
            known = ", ".join(str(n) for n in self.rows) or "none"
            raise UnknownName(f"{key} is not declared; the declared names are {known}")
        return self.rows[key]

    def extended(self, *groups: Iterable[Declared]) -> SymbolTable:
        """Return a table with more rows."""
        return SymbolTable.of(self, *groups)


def scalars(spellings: str, domain: Domain = Domain.REAL, meaning: str = "") -> list[Declared]:
    """Declare scalars, spellings separated by blanks."""
    return [Declared(name(s), domain, Kind.SCALAR, 0, meaning) for s in spellings.split()]


def tensors(
    spellings: str, *, rank: int, domain: Domain = Domain.REAL, meaning: str = ""
) -> list[Declared]:
    """Declare tensors with ``rank`` indices each."""
    return [Declared(name(s), domain, Kind.TENSOR, rank, meaning) for s in spellings.split()]


def functions(spellings: str, *, rank: int = 1, meaning: str = "") -> list[Declared]:
    """Declare functions of ``rank`` arguments."""
    return [Declared(name(s), Domain.REAL, Kind.FUNCTION, rank, meaning) for s in spellings.split()]
