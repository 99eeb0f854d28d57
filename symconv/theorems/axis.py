r"""One spatial axis of a (transposed) convolution, as templates that every size theorem shares.

*Notation* per axis: ``n`` input size, ``k`` kernel, ``s`` stride, ``p``/``q`` padding before and
after, ``d`` dilation, ``m`` output size, ``o`` output index, ``t`` tap, ``u`` output padding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symconv.errors import GivenError, ShapeError
from symconv.notation import Declared, Domain, SymbolTable, name, scalars
from symconv.theorems.draft import Draft, nodes
from symconv.theorems.givens import Size, axes, declared_sizes, size, sizes

LETTERS = SymbolTable.of(
    scalars("n k s d m", Domain.POSITIVE),
    scalars("p q u", Domain.NATURAL),
    scalars("o t a b c i j l v g", Domain.INTEGER),
)


@dataclass(frozen=True)
class Axis:
    """Hyper-parameters of one axis, each an int or a symbol, and the name of its output size."""

    n: Size
    k: Size
    s: Size
    p: Size
    q: Size
    d: Size
    m: str

    @property
    def values(self) -> dict[str, Size]:
        """The letters of the templates that have values."""
        return {"n": self.n, "k": self.k, "s": self.s, "p": self.p, "q": self.q, "d": self.d} | {
            "m": self.m
        }

    @property
    def is_numeric(self) -> bool:
        """Whether every parameter is a number."""
        return not any(isinstance(v, str) for v in (self.n, self.k, self.s, self.p, self.q, self.d))

    @property
    def pads(self) -> str:
        """The total padding."""
        return "2 p" if self.p == self.q else "p + q"

    @property
    def reach(self) -> str:
        """The distance from the first tap to the last."""
        return "k - 1" if self.d == 1 else "d (k - 1)"

    @property
    def span(self) -> str:
        """The extent of the dilated kernel."""
        return "k" if self.d == 1 else "d (k - 1) + 1"

    @property
    def slack(self) -> str:
        """How far the first window can still move: padded size minus span."""
        return f"n + {self.pads} - k" if self.d == 1 else f"n + {self.pads} - d (k - 1) - 1"

    @property
    def out(self) -> str:
        """The output size."""
        return rf"\left\lfloor \frac{{{self.slack}}}{{s}} \right\rfloor + 1"

    def given(self) -> tuple[tuple[str, Size], ...]:
        """Return each parameter with the name of its given."""
        return (
            ("size", self.n),
            ("kernel_size", self.k),
            ("stride", self.s),
            ("padding", self.p),
            ("padding", self.q),
            ("dilation", self.d),
        )

    def draft(self, symbols: SymbolTable) -> Draft:
        """Return the desk at which lines about this axis are written."""
        return Draft(LETTERS, symbols, nodes(self.values))

    def slack_number(self) -> int:
        """Return the slack of a numeric axis."""
        n, k, p, q, d = map(_number, (self.n, self.k, self.p, self.q, self.d))
        return n + p + q - d * (k - 1) - 1

    def out_number(self) -> int:
        """Return the output size of a numeric axis."""
        return self.slack_number() // _number(self.s) + 1


def read_axes(
    size_: object,
    kernel_size: object,
    stride: object,
    padding: object,
    dilation: object,
    *,
    must_fit: bool = True,
) -> tuple[Axis, ...]:
    """Check the givens of a convolution and return its axes.

    ``padding`` is one value, one per axis, or one ``[before, after]`` pair per axis. Raises
    GivenError for a wrong value and, if it ``must_fit``, ShapeError where a numeric kernel is
    larger than the padded input.
    """
    n = axes(size_, "size")
    rank = len(n)
    k = sizes(kernel_size, "kernel_size", rank=rank, least=1)
    s = sizes(stride, "stride", rank=rank, least=1)
    d = sizes(dilation, "dilation", rank=rank, least=1)
    pads = _pads(padding, rank)
    names = out_names(n)
    result = tuple(Axis(n[a], k[a], s[a], *pads[a], d[a], names[a]) for a in range(rank))
    for axis in result if must_fit else ():
        _check_fit(axis)
    return result


def symbol_table(found: Sequence[Axis], *groups: Iterable[Declared]) -> SymbolTable:
    """Declare the parameters of some axes, their output sizes, and the names of a derivation.

    Raises GivenError when a parameter has the letter of something else in the derivation.
    """
    own = [row for group in groups for row in group]
    taken = {row.name for row in own} | {name(axis.m) for axis in found}
    for axis in found:
        for given, value in axis.given():
            if isinstance(value, str) and name(value) in taken:
                raise GivenError(
                    f"the letter {value} means something else in this derivation",
                    remedy=f"choose another for {given}; in use are "
                    + ", ".join(sorted(n.latex for n in taken)),
                    given=given,
                )
    return SymbolTable.of(declared(found), own)


def declared(found: Sequence[Axis]) -> list[Declared]:
    """Declare every symbol among the parameters of some axes, and the output sizes."""
    positive = [v for a in found for v in (a.n, a.k, a.s, a.d, a.m)]
    natural = [v for a in found for v in (a.p, a.q)]
    return declared_sizes(*positive, natural=natural)


def out_names(n: Sequence[Size]) -> tuple[str, ...]:
    """Return a name for each output size: H' for H, and H', W' (or m) for numbers.

    >>> out_names(("H", "W")), out_names((5,))
    (("H'", "W'"), ('m',))
    """
    fallback = {1: ("m",), 2: ("H'", "W'"), 3: ("T'", "H'", "W'")}[len(n)]
    return tuple(f"{v}'" if isinstance(v, str) else f for v, f in zip(n, fallback, strict=True))


def _pads(padding: object, rank: int) -> tuple[tuple[Size, Size], ...]:
    if padding == "valid":
        return ((0, 0),) * rank
    if isinstance(padding, Sequence) and not isinstance(padding, str) and len(padding) == rank:
        return tuple(_pair(p) for p in padding)
    return tuple((p, p) for p in sizes(padding, "padding", rank=rank, least=0))


def _pair(value: object) -> tuple[Size, Size]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        if len(value) != 2:
            raise GivenError(
                f"padding has {len(value)} values for one axis",
                remedy="write one value, or [before, after]",
                given="padding",
            )
        return size(value[0], "padding", least=0), size(value[1], "padding", least=0)
    both = size(value, "padding", least=0)
    return both, both


def _check_fit(axis: Axis) -> None:
    if axis.is_numeric and axis.slack_number() < 0:
        span = _number(axis.d) * (_number(axis.k) - 1) + 1
        padded = span + axis.slack_number()
        raise ShapeError(
            f"the kernel spans {span} but the padded input has only {padded} samples: "
            f"{padded} >= {span} is violated",
            remedy=f"enlarge the padding by {-axis.slack_number()} in total, or the input",
            given="kernel_size",
        )


def _number(value: Size | Fraction) -> int:
    if isinstance(value, str):
        raise GivenError(f"{value} is a symbol, and a number is needed here")
    return int(value)
