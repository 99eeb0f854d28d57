r"""How wide the paths of a receptive field are spread: its variance in closed form.

The number of paths from an input position to a unit is a coefficient of a product of polynomials,
one per layer, ``1 + X^(dJ) + ... + X^(dJ (k-1))``. A path drawn at random is a sum of independent
choices of a tap, so that variances add:

    sigma^2 = sum_l (d_l J_{l-1})^2 (k_l^2 - 1) / 12

The standard deviation grows like the square root of the depth, the size linearly.

*Source.* Luo, Li, Urtasun, Zemel, "Understanding the Effective Receptive Field in Deep
Convolutional Neural Networks", NIPS 2016.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from symconv.errors import GivenError, WitnessError
from symconv.latex import tex
from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.receptive_stack import Reach, read_stack
from symconv.theorems.receptive_windows import jump_value
from symconv.theorems.receptive_witness import Tap, gradient
from symconv.theorems.tensors import number


def effective_receptive_field(*, layers: Sequence[str]) -> Derivation:
    r"""Return the derivation of the variance of the paths through convolutions and pools.

    ``layers`` are lines with numbers, such as ``"conv 8 kernel_size=3"``.

    >>> effective_receptive_field(layers=["conv 8 kernel_size=3"] * 2).answer.value
    Fraction(4, 3)
    """
    stack = read_stack(layers, 1)
    for layer in stack:
        if layer.spreads or layer.reads_all or not layer.is_numeric:
            raise GivenError(
                f"{layer.stage.title}: paths are counted for convolutions and pools with numbers",
                remedy="leave it out, or give numbers",
                given="layers",
            )
    variances = [_spacing(stack, i) ** 2 * _tap(layer) for i, layer in enumerate(stack)]
    names = [rf"v^{{({layer.number})}}" for layer in stack]
    symbols = SymbolTable.of(
        scalars("k", Domain.POSITIVE), scalars(" ".join(["a b c d", *names, "v"]))
    )
    total = sum(variances, Fraction(0))
    terms = [tex.write(number(v)) for v in variances]
    line = f"v = {' + '.join(terms)}" + (f" = {tex.write(number(total))}" if terms[1:] else "")
    return Derivation(
        name="effective_receptive_field",
        title="Variance of the paths of a receptive field",
        symbols=symbols,
        conventions=("All weights are one: every path counts once. Along one axis, in pixels.",),
        definitions=(
            *_definitions(stack, names, symbols),
            define(f"v := {' + '.join(names)}", "independent choices: variances add", symbols),
        ),
        steps=(*_one_layer(symbols), step(line, "layer by layer, and all together", symbols)),
        answer=Answer(
            f"v = {tex.write(number(total))}",
            int(total) if total.denominator == 1 else total,
        ),
        witness=Witness(
            "moments of the gradient of a network of ones, by the kernels' backward pass",
            lambda: _check(stack, total),
        ),
    )  # fmt: skip


def _definitions(
    stack: Sequence[Reach], names: Sequence[str], symbols: SymbolTable
) -> Iterator[Defined]:
    for index, (layer, name) in enumerate(zip(stack, names, strict=True)):
        yield define(
            rf"{name} := {_spacing(stack, index)}^2 \frac{{{layer.k}^2 - 1}}{{12}}",
            f"{layer.stage.title}: its taps are so many pixels apart",
            symbols,
        )


def _one_layer(symbols: SymbolTable) -> Iterator[Step]:
    """Yield the variance of a tap drawn at random, and that variances add."""
    yield step(
        r"\frac{k \left(k - 1\right)}{2} + k = \frac{\left(k + 1\right) k}{2}",
        "the sum of the taps 0 .. k - 1 is k (k - 1)/2, by induction: one tap more adds k",
        symbols,
    )
    yield step(
        r"\frac{\left(k - 1\right) k \left(2 k - 1\right)}{6} + k^2 "
        r"= \frac{k \left(k + 1\right) \left(2 k + 1\right)}{6}",
        "the sum of their squares likewise",
        symbols,
    )
    yield step(
        r"\frac{\left(k - 1\right) \left(2 k - 1\right)}{6} - \left(\frac{k - 1}{2}\right)^2 "
        r"= \frac{k^2 - 1}{12}",
        "the variance of a tap drawn at random: mean of the squares less square of the mean",
        symbols,
    )
    yield step(
        r"b + 2 a c + d - \left(a + c\right)^2 "
        r"= \left(b - a^2\right) + \left(d - c^2\right)",
        "paths choose a tap in each layer independently: with means a, c and mean squares b, d "
        "the variance of the sum is the sum of the variances",
        symbols,
    )


def _spacing(stack: Sequence[Reach], index: int) -> int:
    """Return how many pixels lie between neighbouring taps of a layer."""
    return stack[index].numbers[3] * int(jump_value(stack, index))


def _tap(layer: Reach) -> Fraction:
    return Fraction(layer.numbers[0] ** 2 - 1, 12)


def _check(stack: Sequence[Reach], expected: Fraction) -> int:
    """Compute mean and variance of the gradient of the middle unit, exactly."""
    counts = gradient([Tap(k, s, 0, d) for k, s, _, d in (layer.numbers for layer in stack)])
    total = sum(counts)
    mean = Fraction(sum(i * c for i, c in enumerate(counts)), total)
    found = Fraction(sum(i * i * c for i, c in enumerate(counts)), total) - mean**2
    if found != expected:
        raise WitnessError(f"the gradient has variance {found}, not {expected}")
    return len(counts)
