"""A convolution layer with channels, groups and a batch, each a number or a symbol, as a desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from symconv.errors import GivenError
from symconv.latex.substitute import ONE, tidy
from symconv.latex.tree import Add, Expr, Multiply, Negative, Number
from symconv.notation import Declared, Domain, SymbolTable, functions, name, scalars, tensors
from symconv.theorems.axis import Axis, declared
from symconv.theorems.conv_gradient_lines import PRIMES, STUFFED, Lines, last
from symconv.theorems.draft import Draft, node
from symconv.theorems.givens import Size, declared_sizes, size

INDICES = "n n' o o' a c"
AXIS_INDICES = "ijtuv"
AXIS_LETTERS = {"h": "n", "k": "k", "s": "s", "d": "d", "p": "p", "q": "q", "m": "m"}


@dataclass(frozen=True)
class Layer:
    """The axes of a layer, the values of the letters N, G, A, F, and the names in play."""

    axes: tuple[Axis, ...]
    values: dict[str, Size]
    symbols: SymbolTable

    @property
    def primes(self) -> tuple[str, ...]:
        """The primes of every axis."""
        return PRIMES[: len(self.axes)]

    @property
    def lines(self) -> Lines:
        """The templates for this many axes and groups."""
        return Lines(len(self.axes), grouped=self.values["G"] != 1)

    @property
    def is_strided(self) -> bool:
        """Whether some stride may be greater than 1."""
        return any(axis.s != 1 for axis in self.axes)

    @property
    def upstream(self) -> str:
        """The gradient from above, as the input's gradient convolves it."""
        return STUFFED if self.is_strided else "g"

    @property
    def draft(self) -> Draft:
        """The desk at which the lines are written."""
        trees = {letter: node(value) for letter, value in self.letters.items()}
        g = trees.pop("G")
        for total, part in (("O", "F"), ("C", "A")):
            trees[total] = _folded(Multiply((g, trees[part])))
        for prime in self.primes:
            d, k, p = (trees[letter + prime] for letter in "dkp")
            reach = Multiply((d, _folded(Add((k, Negative(ONE))))))
            trees["e" + prime] = _folded(Add((_folded(reach), Negative(p))))
        for letter in [x for x in trees if x[0] in "NOCFAkm"]:
            trees[last(letter)] = _folded(Add((trees[letter], Negative(ONE))))
        table = SymbolTable.of(scalars(" ".join(trees), Domain.POSITIVE), _own(len(self.axes)))
        return Draft(table, self.symbols, {name(letter): tree for letter, tree in trees.items()})

    @property
    def letters(self) -> dict[str, Size]:
        """The value of every letter that is given."""
        per_axis = {
            letter + prime: axis.values[of]
            for prime, axis in zip(self.primes, self.axes, strict=True)
            for letter, of in AXIS_LETTERS.items()
        }
        return per_axis | self.values

    @property
    def conventions(self) -> tuple[str, ...]:
        """What the letters of channels count."""
        a, f, g = (self.values[letter] for letter in "AFG")
        if g == 1:
            return ()
        return (
            f"There are {g} groups; each reads {a} input channels and makes {f} output channels.",
        )

    def slack(self, prime: str) -> str:
        """Return the template of what the padded input is longer than the kernel."""
        axis = self.axes[self.primes.index(prime)]
        pads = f"2 p{prime}" if axis.p == axis.q else f"p{prime} + q{prime}"
        return rf"h{prime} + {pads} - d{prime} \left(k{prime} - 1\right) - 1"

    def out(self, prime: str) -> str:
        """Return the template of an output size."""
        return rf"\left\lfloor \frac{{{self.slack(prime)}}}{{s{prime}}} \right\rfloor + 1"

    def hypotheses(self) -> list[str]:
        """Return the templates of what is assumed: kernels fit, indices lie inside."""
        fits = [
            rf"{self.slack(p)} \ge 0"
            for p, axis in zip(self.primes, self.axes, strict=True)
            if not axis.is_numeric
        ]
        return fits + self.lines.ranges()


def read_layer(
    axes: tuple[Axis, ...], groups: object, in_channels: object, out_channels: object, batch: object
) -> Layer:
    """Check the givens that are not per axis; raise GivenError for a wrong one."""
    g = size(groups, "groups", least=1)
    values: dict[str, Size] = {
        "N": size(batch, "batch", least=1),
        "G": g,
        "A": _per_group(in_channels, "in_channels", g),
        "F": _per_group(out_channels, "out_channels", g),
    }
    own = _own(len(axes))
    pairs = [
        *(pair for axis in axes for pair in axis.given()),
        *zip(("batch", "groups", "in_channels", "out_channels"), values.values(), strict=True),
    ]
    _check_letters(pairs, {row.name.latex for row in own} | {axis.m for axis in axes})
    symbols = SymbolTable.of(_sizes(axes, values), own)
    return Layer(axes, values, symbols)


def _sizes(axes: Sequence[Axis], values: dict[str, Size]) -> list[Declared]:
    known = {row.name: row for row in declared(axes)}
    more = [row for row in declared_sizes(*values.values()) if row.name not in known]
    return [*known.values(), *more]


def _per_group(channels: object, given: str, groups: Size) -> Size:
    """Return the channels of one group: a quotient of numbers, or a symbol with a prime."""
    found = size(channels, given, least=1)
    if groups == 1:
        return found
    if isinstance(found, str):
        return f"{found}'"
    if isinstance(groups, str):
        raise GivenError(
            f"{given} is {found}, and the number of groups is the symbol {groups}",
            remedy=f"give both as numbers, or {given} as a letter",
            given=given,
        )
    if found % groups:
        raise GivenError(
            f"{given} is {found}, which {groups} groups do not divide",
            remedy=f"did you mean {given}: {groups * max(1, found // groups)}?",
            given=given,
        )
    return found // groups


def _check_letters(pairs: Sequence[tuple[str, Size]], taken: set[str]) -> None:
    for given, value in pairs:
        if isinstance(value, str) and name(value).latex in taken:
            raise GivenError(
                f"the letter {value} means something else in this derivation",
                remedy=f"choose another for {given}; in use are {', '.join(sorted(taken))}",
                given=given,
            )


def _own(rank: int) -> list[Declared]:
    """Declare indices, tensors, the loss."""
    indices = [index + prime for index in AXIS_INDICES for prime in PRIMES[:rank]]
    return [
        *scalars(" ".join([INDICES, *indices]), Domain.INTEGER),
        *scalars("L"),
        *functions(r"\ell"),
        *tensors(rf"x w y g r {STUFFED}", rank=rank + 2),
        *tensors("b", rank=1),
    ]


def _folded(tree: Add | Multiply) -> Expr:
    """Compute a sum or a product of numbers; drop what is idle in any other."""
    parts = tree.terms if isinstance(tree, Add) else tree.factors
    values = [_signed(part) for part in parts]
    numbers = [v for v in values if v is not None]
    if len(numbers) == len(values):
        total = sum(numbers) if isinstance(tree, Add) else prod(numbers)
        return node(int(total))
    found: Expr = tidy(tree)
    return found


def _signed(tree: Expr) -> Fraction | None:
    match tree:
        case Number(value):
            return value
        case Negative(Number(value)):
            return -value
    return None
