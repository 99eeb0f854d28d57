r"""What the pools that are worked out by hand share: windows from givens, and a sheet's frame.

*Notation.* X is the input, Y the output, ``i, j, l`` number the windows per axis and ``u, v, t``
the taps (or cells) of a window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.latex.tree import Add, Apply, Divide, Expr
from symconv.notation import Domain, Name, SymbolTable, scalars, tensors
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.givens import Nested, array, shape
from symconv.theorems.indices import OUTPUTS, listed, span_words
from symconv.theorems.pool_windows import WindowAxis, adaptive, sliding
from symconv.theorems.tensors import (
    Array,
    element,
    equation,
    exact_value,
    given,
    grid,
    lines,
    number,
    to_array,
)

Index = tuple[int, ...]


@dataclass(frozen=True)
class PoolDesk:
    """The input of a pool as given and as numbers, and its windows."""

    entries: tuple[Nested, ...]
    x: Array
    axes: tuple[WindowAxis, ...]
    symbols: SymbolTable

    @property
    def outputs(self) -> list[Index]:
        """The indices of all outputs in row-major order."""
        return list(grid([a.out for a in self.axes]))

    @property
    def touches_padding(self) -> bool:
        """Whether some window covers padding."""
        return any(a.touches_padding for a in self.axes)

    @property
    def read(self) -> str:
        """The entry of X that a tap of a window reads, as LaTeX."""
        return f"X_{{{', '.join(a.position for a in self.axes)}}}"

    def entry(self, tensor: str) -> str:
        """Return an entry of a tensor with one value per window, as LaTeX."""
        return f"{tensor}_{{{listed(OUTPUTS, len(self.axes))}}}"

    def seen(self, index: Index) -> list[int | Fraction]:
        """Return the cells of the image that one window reads, in row-major order."""
        cells = (a.cells[i] for a, i in zip(self.axes, index, strict=True))
        return [*self.x[np.ix_(*cells)].ravel()]

    def array_of(self, values: Mapping[Index, int | Fraction]) -> Array:
        """Return one value per window as an array."""
        result = np.empty([a.out for a in self.axes], dtype=object)
        for index, value in values.items():
            result[index] = int(value) if value.denominator == 1 else value
        return result

    def define(self, tensor: str, body: str, reason: str) -> Defined:
        """Define a tensor with one entry per window."""
        return define(
            f"{self.entry(tensor)} := {body}",
            reason,
            self.symbols,
            shape=[a.out for a in self.axes],
        )

    def size_steps(self) -> list[Step]:
        """Return one line per distinct axis that computes the number of windows."""
        found = dict.fromkeys(a.size_line for a in self.axes if a.size_line)
        return [step(line, "the number of windows", self.symbols) for line in found]

    def window_step(self, tensor: str, index: Index, *sides: Expr) -> Step:
        """Return the line of one window: its output, and the sides that compute it."""
        reason = f"the window reads {self._words(index)}"
        return step(equation(element(tensor, index), *sides), reason, self.symbols)

    def result_steps(self, tensor: str, values: Array) -> list[Step]:
        """Return the lines that state a whole output that fits on a page."""
        if values.ndim > 2:
            return []
        found = lines(tensor, values)
        return [step(line, "all windows together", self.symbols) for line in found]

    def sheet(
        self,
        name: str,
        title: str,
        definitions: Sequence[Defined],
        steps: Sequence[Step],
        y: Array,
        kernel: Callable[[Array], Array],
        *,
        conventions: Sequence[str] = (),
        outside: str = "given",
    ) -> Derivation:
        """Put a pool's derivation together; ``kernel`` maps (1, 1, *size) to (1, 1, *out)."""

        def check() -> int:
            found = kernel(self.x[None, None])[0, 0]
            if found.shape != y.shape or [*map(Fraction, found.ravel())] != [
                *map(Fraction, y.ravel())
            ]:
                raise WitnessError(
                    f"the kernel returns {found.tolist()}, the windows give {y.tolist()}"
                )
            return y.size

        return Derivation(
            name=name,
            title=title,
            symbols=self.symbols,
            conventions=tuple(conventions) if self.touches_padding else (),
            definitions=(
                given("X", self.entries, outside),
                *definitions,
            ),
            steps=(*self.size_steps(), *steps, *self.result_steps("Y", y)),
            answer=Answer(box(list(lines("Y", y))), exact_value(y)),
            witness=Witness("the pooling kernel on the same numbers", check),
        )

    def _words(self, index: Index) -> str:
        cells = [a.cells[i] for a, i in zip(self.axes, index, strict=True)]
        taps = [a.taps[i] for a, i in zip(self.axes, index, strict=True)]
        padded = any(len(c) != t for c, t in zip(cells, taps, strict=True))
        return f"{span_words(cells)} of $X$" + (", and padding" if padded else "")


def sliding_desk(
    X: object,
    kernel_size: object,
    *,
    stride: object,
    padding: object = 0,
    dilation: object = 1,
    ceil_mode: bool = False,
) -> PoolDesk:
    """Check the givens of a pool whose windows slide; raises GivenError or ShapeError."""
    return _desk(
        X,
        lambda size: sliding(size, kernel_size, stride, padding, dilation, ceil_mode=ceil_mode),
    )


def adaptive_desk(X: object, output_size: object) -> PoolDesk:
    """Check the givens of a pool with a given number of outputs; raises GivenError."""
    return _desk(X, lambda size: adaptive(size, output_size))


def _desk(X: object, windows: Callable[[tuple[int, ...]], tuple[WindowAxis, ...]]) -> PoolDesk:
    entries = array(X, "X")
    size = shape(entries)
    if len(size) > 3:
        raise GivenError(f"X has {len(size)} axes; 1, 2 or 3 are supported", given="X")
    symbols = SymbolTable.of(
        scalars("i j l u v t", Domain.INTEGER), tensors("X Y D S", rank=len(size))
    )
    return PoolDesk(entries, to_array(entries), windows(size), symbols)


def maximum(desk: PoolDesk) -> tuple[Array, list[Step]]:
    """Return the maximum of every window, and the line of each."""
    y = desk.array_of({n: max(desk.seen(n)) for n in desk.outputs})
    steps = [desk.window_step("Y", n, *_largest(desk.seen(n)), number(y[n])) for n in desk.outputs]
    return y, steps


def mean(desk: PoolDesk, divisor: Mapping[Index, int]) -> tuple[Array, list[Step]]:
    """Return every window's sum over its divisor, and the line of each."""
    y = desk.array_of({n: Fraction(sum(desk.seen(n)), divisor[n]) for n in desk.outputs})
    sums = {n: added([number(v) for v in desk.seen(n)]) for n in desk.outputs}
    steps = [
        desk.window_step("Y", n, Divide(sums[n], number(divisor[n])), number(y[n]))
        for n in desk.outputs
    ]
    return y, steps


def added(terms: Sequence[Expr]) -> Expr:
    """Return the sum of terms, in their order."""
    return terms[0] if len(terms) == 1 else Add(tuple(terms))


def _largest(values: Sequence[int | Fraction]) -> tuple[Expr, ...]:
    """Return the maximum of several numbers as a side of its own; one number needs none."""
    if len(values) == 1:
        return ()
    return (Apply(Name("max"), tuple(number(v) for v in values)),)
