r"""A normalisation layer on paper: its axes, which of them share statistics, how lines name them.

*Defines* `Norm` and `read_norm`. Entries of the input are :math:`x_{n, c, h, w}`, one index per
axis. The *normalised* axes share one mean and one variance; the others count the statistics. A
sum runs over primed indices, so that the entry which is looked at keeps its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import prod

from symconv.errors import GivenError
from symconv.notation import Declared, Domain, Kind, SymbolTable, functions, name, scalars
from symconv.theorems.givens import Size, declared_sizes, flag, size

LETTERS = {1: "i", 2: "ij", 3: "nct", 4: "nchw", 5: "nkchw"}
RESERVED = frozenset("xyzgsvu")
GREEK = r"\ell \mu \sigma \gamma \beta \varepsilon \alpha \kappa \rho \phi \psi"
TAKEN = RESERVED | {"L", *GREEK.split()}
_LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True)
class Norm:
    """``over`` and ``affine`` hold positions of axes; ``affine`` None means no affine part.

    ``centred`` False leaves the mean out; ``unbiased`` divides by one less than the entries.
    """

    sizes: tuple[Size, ...]
    letters: tuple[str, ...]
    over: tuple[int, ...]
    affine: tuple[int, ...] | None
    centred: bool = True
    unbiased: bool = False

    @property
    def axes(self) -> tuple[int, ...]:
        """All axes."""
        return tuple(range(len(self.sizes)))

    @property
    def kept(self) -> tuple[int, ...]:
        """The axes that count the statistics."""
        return tuple(a for a in self.axes if a not in self.over)

    @property
    def shared(self) -> tuple[int, ...]:
        """The axes along which the affine part does not change."""
        return tuple(a for a in self.axes if a not in (self.affine or ()))

    def element(self, tensor: str, axes: Sequence[int], primed: Collection[int] = ()) -> str:
        """Return an element as LaTeX; ``primed`` axes get the index of a sum."""
        if not axes:
            return tensor
        places = [self.letters[a] + ("'" if a in primed else "") for a in axes]
        return f"{tensor}_{{{', '.join(places)}}}"

    def entry(self, tensor: str, primed: Collection[int] = ()) -> str:
        """Return an element with an index for every axis."""
        return self.element(tensor, self.axes, primed)

    def statistic(self, tensor: str) -> str:
        """Return an element with an index for every kept axis."""
        return self.element(tensor, self.kept)

    def parameter(self, tensor: str, primed: Collection[int] = ()) -> str:
        """Return an element of gamma or beta."""
        return self.element(tensor, self.affine or (), primed)

    def sums(self, axes: Sequence[int]) -> str:
        """Return the summation signs over primed indices."""
        signs = [rf"\sum_{{{self.letters[a]}'=0}}^{{{_last(self.sizes[a])}}}" for a in axes]
        return " ".join(signs)

    @property
    def count(self) -> str:
        """How many entries share a statistic, as a product."""
        numbers = [s for a in self.over if isinstance(s := self.sizes[a], int)]
        names = [s for a in self.over if isinstance(s := self.sizes[a], str)]
        factors = [str(prod(numbers))] if prod(numbers) != 1 or not names else []
        return " ".join(factors + names)

    @property
    def one_less(self) -> str:
        """One less than `count`."""
        return str(int(self.count) - 1) if self.count.isdigit() else f"{self.count} - 1"

    @property
    def symbols(self) -> SymbolTable:
        """Everything that the lines name."""
        rank, kept, affine = len(self.sizes), len(self.kept), len(self.affine or ())
        places = [*self.letters, *(f"{x}'" for x in self.letters)]
        return SymbolTable.of(
            declared_sizes(*self.sizes),
            scalars(" ".join(places), Domain.INTEGER),
            scalars(r"\varepsilon", Domain.POSITIVE_REAL),
            scalars("L"),
            functions(r"\ell"),
            _arrays(r"x y z g u \hat{x}", rank),
            _arrays(r"\mu v s \sigma \alpha \kappa \rho \phi \psi", kept),
            _arrays(r"\gamma \beta", affine),
        )

    def inside(self) -> list[str]:
        """Return the ranges of the indices, as hypotheses."""
        pairs = zip(self.letters, self.sizes, strict=True)
        return [rf"0 \le {i} \le {_last(n)}" for i, n in pairs]

    def shape(self, axes: Sequence[int]) -> tuple[Size, ...]:
        """Return the sizes of some axes."""
        return tuple(self.sizes[a] for a in axes)


def read_norm(
    shape: object,
    over: object,
    affine: object,
    indices: object = (),
    *,
    centred: bool = True,
    unbiased: object = False,
    least: int = 1,
) -> Norm:
    """Check the givens of a normalisation; raise GivenError naming the one that is wrong."""
    if not isinstance(shape, Sequence) or isinstance(shape, str) or not least <= len(shape) <= 5:
        raise GivenError(
            f"shape must be a list of {least} to 5 sizes, not {shape!r}",
            remedy="write shape: [N, C, H, W]",
            given="shape",
        )
    sizes = tuple(size(n, "shape", least=1) for n in shape)
    meant = sorted(TAKEN & set(sizes))
    if meant:
        raise GivenError(
            f"the letter {meant[0]} means something else here",
            remedy="give the size another letter, T for example",
            given="shape",
        )
    normalised = _positions(over, "over", len(sizes))
    if not normalised:
        raise GivenError(
            "over names no axis, so that every entry is its own mean",
            remedy="write over: [0, 2, 3]",
            given="over",
        )
    found = Norm(
        sizes,
        _letters(indices, sizes),
        normalised,
        _affine(affine, normalised, len(sizes)),
        centred,
        flag(unbiased, "unbiased"),
    )
    if centred and found.count == "1":
        raise GivenError(
            "a statistic is taken over one entry, whose variance is always 0",
            remedy="normalise over more entries",
            given="shape",
        )
    return found


def _affine(value: object, over: Sequence[int], rank: int) -> tuple[int, ...] | None:
    """Return the axes along which gamma and beta change; None for none at all."""
    match value:
        case "none":
            return None
        case "statistics":
            return tuple(a for a in range(rank) if a not in over)
        case "normalised":
            return tuple(over)
        case str():
            raise GivenError(
                f"affine must be none, statistics, normalised or a list of axes, not {value!r}",
                remedy="write affine: statistics",
                given="affine",
            )
    return _positions(value, "affine", rank)


def _positions(value: object, given: str, rank: int) -> tuple[int, ...]:
    listed = value if isinstance(value, Sequence) and not isinstance(value, str) else None
    if listed is None or not all(type(a) is int and 0 <= a < rank for a in listed):
        raise GivenError(
            f"{given} must list axes from 0 to {rank - 1}, not {value!r}",
            remedy=f"write {given}: [0]",
            given=given,
        )
    if len(set(listed)) < len(listed):
        raise GivenError(f"{given} lists an axis twice", given=given)
    return tuple(sorted(listed))


def _letters(indices: object, sizes: Sequence[Size]) -> tuple[str, ...]:
    if indices in ((), []):
        indices = list(LETTERS[len(sizes)])
    if not isinstance(indices, Sequence) or isinstance(indices, str):
        raise GivenError(f"indices must be a list of letters, not {indices!r}", given="indices")
    found = tuple(indices)
    taken = TAKEN | {n for n in sizes if isinstance(n, str)}
    plain = all(isinstance(i, str) and len(i) == 1 and i in _LOWER for i in found)
    if len(found) != len(sizes) or not plain or len(set(found)) < len(found) or taken & set(found):
        raise GivenError(
            f"indices must be {len(sizes)} different small letters that mean nothing else, "
            f"not {indices!r}",
            remedy=f"write indices: {list(LETTERS[len(sizes)])}",
            given="indices",
        )
    return found


def _arrays(spellings: str, rank: int) -> list[Declared]:
    kind = Kind.TENSOR if rank else Kind.SCALAR
    return [Declared(name(s), Domain.REAL, kind, rank) for s in spellings.split()]


def _last(value: Size) -> str:
    return str(value - 1) if isinstance(value, int) else f"{value} - 1"
