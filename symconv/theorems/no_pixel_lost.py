r"""For which image sizes no layer of a stack drops a pixel: one remainder decides.

A window drops the remainder ``(n + c) mod s`` with ``c = p + q - K + s`` of its padded input. Of
two layers none drops anything exactly when ``(x + b c) mod (b s) = 0``, with ``x mod b`` what the
first drops: the law that carries an induction over any number of layers. So the sizes that lose
nothing are ``S_L = s_1 ... s_L`` apart.
"""

from __future__ import annotations

from symconv.latex import plain
from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.author import statement, step
from symconv.proof.derivation import Answer, Derivation, Step, Witness
from symconv.theorems.conv_size import CONVENTION
from symconv.theorems.resampling_witness import check_lossless

FIRST = r"x \bmod b = 0"
SECOND = r"\left(\left\lfloor \frac{x}{b} \right\rfloor + c\right) \bmod s = 0"
BOTH = r"\left(x + b c\right) \bmod \left(b s\right) = 0"
LAW = rf"{FIRST} \wedge {SECOND} \iff {BOTH}"


def no_pixel_lost() -> Derivation:
    r"""Return the derivation of the remainder that says whether any layer drops a pixel.

    ``x`` and ``b`` belong to the layers so far (input size plus their constant, product of their
    strides), ``c`` and ``s`` to the next one.

    >>> no_pixel_lost().steps[0].reason
    'a window stops short by the remainder of the division'
    """
    symbols = SymbolTable.of(
        scalars("n K s b", Domain.POSITIVE),
        scalars("P", Domain.NATURAL),
        scalars("x c v", Domain.INTEGER),
    )
    return Derivation(
        name="no_pixel_lost",
        title="Sizes of which no layer drops a pixel",
        symbols=symbols,
        conventions=(CONVENTION, "P is the padding of both sides together, K the kernel's span."),
        steps=tuple(_steps(symbols)),
        answer=Answer(LAW, plain.claim(statement(LAW, symbols))),
        witness=Witness("windows of stacks that the convolution kernel runs", check_lossless),
    )


def _steps(symbols: SymbolTable) -> list[Step]:
    return [
        step(
            r"n + P - \left(s \left\lfloor \frac{n + P - K}{s} \right\rfloor + K\right) "
            r"= \left(n + P - K\right) \bmod s = \left(n + \left(P - K + s\right)\right) \bmod s",
            "a window stops short by the remainder of the division",
            symbols,
        ),
        step(
            r"\left\lfloor \frac{n + P - K}{s} \right\rfloor + 1 "
            r"= \left\lfloor \frac{n + \left(P - K + s\right)}{s} \right\rfloor",
            "and its size is one quotient, with the constant c = P - K + s",
            symbols,
        ),
        step(
            rf"{FIRST} \wedge {SECOND} \iff {BOTH}",
            "if no layer so far drops a pixel exactly when b divides x, the next layer behaves "
            "the same for x + b c and b s: by induction, for any number of layers",
            symbols,
        ),
        step(
            rf"{BOTH} \implies \left(x + b s v + b c\right) \bmod \left(b s\right) = 0",
            "so these sizes are the product of the strides apart",
            symbols,
        ),
    ]
