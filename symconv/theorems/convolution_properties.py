r"""Convolution is commutative, linear and time-invariant; an impulse changes nothing.

For signals of finite length the sums are finite, and an element outside a signal is 0. For signals
without end that begin at n = 0, the terms with i < 0 and i > n are 0, which leaves 0 .. n.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import conv
from symconv.latex import plain
from symconv.latex.tree import Chain
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import size, statement, step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.signal_lines import sequence
from symconv.theorems.tensors import Array

CONVENTION = (
    "Convolution flips one signal: term i is x[n - i] h[i]. An element outside a signal is 0."
)
PRIME = "'"
BY_H, BY_X = r"\sum_{i=0}^{K - 1} h[i] x[n - i]", r"\sum_{i=0}^{M - 1} x[i] h[n - i]"
LINEAR = (
    r"\sum_{i=0}^{K - 1} h[i] \left(a x[n - i] + b u[n - i]\right) "
    r"= a \sum_{i=0}^{K - 1} h[i] x[n - i] + b \sum_{i=0}^{K - 1} h[i] u[n - i]"
)
PROPERTIES = (f"y[n] = {BY_X}", LINEAR, "y'[n] = y[n - N]")
ENDLESS = r"\sum_{i=0}^{n} f[i] g[n - i] = \sum_{i=0}^{n} g[i] f[n - i]"


def convolution_properties() -> Derivation:
    r"""Return the derivation for all lengths, all delays and all places n.

    >>> convolution_properties().answer.value[2]
    'y[n - N]'
    """
    symbols = SymbolTable.of(
        scalars("K M", Domain.POSITIVE),
        scalars("n i N", Domain.INTEGER),
        scalars("a b"),
        tensors("x u h f g y x' y'", rank=1),
    )
    return Derivation(
        name="convolution_properties",
        title="Properties of the convolution",
        symbols=symbols,
        conventions=(CONVENTION,),
        definitions=(
            _signal("x", "M", symbols),
            _signal("u", "M", symbols),
            _signal("h", "K", symbols),
            sequence(f"y[n] := {BY_H}", "the convolution", symbols),
            sequence("x'[n] := x[n - N]", "x, delayed by N samples", symbols),
            sequence(f"y'[n] := {BY_H.replace('x', 'x' + PRIME)}", "its output", symbols),
        ),
        steps=tuple(_steps(symbols)),
        answer=Answer(box(PROPERTIES), tuple(_value(line, symbols) for line in PROPERTIES)),
        witness=Witness("full convolutions of random signals by the kernel", _check),
    )


def _value(line: str, symbols: SymbolTable) -> str:
    """Return the right side for programs."""
    match statement(line, symbols):
        case Chain((_, right), ("=",)):
            return plain.write(right)
    raise TypeError(f"{line} is not an equation")


def _signal(letter: str, length: str, symbols: SymbolTable) -> Defined:
    latex = rf"{letter} \in \mathbb{{R}}^{{{length}}}"
    return Defined(name(letter), Tensor((size(length, symbols),)), latex, "any signal")


def _steps(symbols: SymbolTable) -> list[Step]:
    return [
        step(
            PROPERTIES[0],
            "commutative: with j = n - i the same products appear in the reverse order",
            symbols,
        ),
        step(LINEAR, "linear in x: every product is", symbols),
        step(PROPERTIES[2], "time-invariant: term i is that of place n - N", symbols),
        step(
            r"\sum_{i=0}^{M - 1} x[i] \left[n - i = 0\right] = x[n]",
            "an impulse as h leaves x as it is",
            symbols,
        ),
        step(
            rf"0 \le n \implies {ENDLESS}",
            "commutative also for signals f and g without end that begin at 0: term i and term "
            "n - i change places",
            symbols,
        ),
    ]


def _check() -> int:
    random, cases = np.random.default_rng(0), 0
    for _ in range(40):
        m, k, delay = (int(v) for v in random.integers((1, 1, 0), (8, 6, 5)))
        x, u = random.integers(-9, 10, (2, m))
        h = random.integers(-9, 10, k)
        a, b = random.integers(-3, 4, 2)
        late = np.concatenate([np.zeros(delay, x.dtype), x])
        same = (
            np.array_equal(_full(x, h), _full(h, x)),
            np.array_equal(_full(a * x + b * u, h), a * _full(x, h) + b * _full(u, h)),
            np.array_equal(_full(late, h)[delay:], _full(x, h)),
            not _full(late, h)[:delay].any(),
            np.array_equal(_full(x, np.ones(1, x.dtype)), x),
        )
        if not all(same):
            raise WitnessError(f"a property fails for x = {x.tolist()}, h = {h.tolist()}")
        cases += 1
    return cases


def _full(x: Array, h: Array) -> Array:
    """Return every sample of the convolution, by the kernel with h flipped."""
    return conv(x[None, None], h[None, None, ::-1], padding=len(h) - 1)[0, 0]
