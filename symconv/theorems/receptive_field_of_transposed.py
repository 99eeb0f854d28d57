r"""What one output of a transposed convolution sees: it depends on the phase of its position.

Output ``y`` meets tap ``t`` of input ``i`` when ``s i + t = y + p``, so that it reads the inputs
``i`` with ``0 <= y + p - s i <= k - 1``. With ``y + p = s q + phi``, ``0 <= phi < s``, these are
``q - c + 1 .. q`` with ``c = floor((k - 1 - phi)/s) + 1``: between ``floor(k/s)`` and
``ceil(k/s)`` of them, none for ``phi >= k``. A convolution of the same kernel would read ``k``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from symconv.latex.drawing import Figure
from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.author import define
from symconv.proof.derivation import Derivation, Step, Witness
from symconv.theorems.answers import answer
from symconv.theorems.draft import Draft
from symconv.theorems.figures.phase_grid import phase_grid
from symconv.theorems.givens import Size, declared_sizes
from symconv.theorems.givens import size as one_size
from symconv.theorems.receptive_field import INTERIOR
from symconv.theorems.receptive_givens import require_free
from symconv.theorems.receptive_witness import Tap, extents, require_same

LETTERS = SymbolTable.of(
    scalars("k s r J", Domain.POSITIVE), scalars("p", Domain.NATURAL),
    scalars(r"y i q j c t r' \phi", Domain.INTEGER),
)  # fmt: skip
FULL = r"\left\lfloor \frac{k - 1 - \phi}{s} \right\rfloor"


def receptive_field_of_transposed(
    *, kernel_size: Size = "K", stride: Size = "S", padding: Size = "P"
) -> Derivation:
    r"""Return the derivation for a transposed convolution of units of size ``r``, ``J`` apart.

    ``phi`` is the phase ``(y + padding) mod stride`` of output ``y``; the answer holds the number
    of inputs that it reads and, where there is one, the size of its field, for every phase.

    >>> receptive_field_of_transposed(kernel_size=3, stride=2, padding=0).answer.latex
    "\\begin{aligned} c = \\left\\lfloor \\frac{3 - 1 - \\phi}{2} \\right\\rfloor + 1 \\\\ ..."
    """
    k = one_size(kernel_size, "kernel_size", least=1)
    s = one_size(stride, "stride", least=1)
    p = one_size(padding, "padding", least=0)
    given = {"kernel_size": k, "stride": s, "padding": p}
    require_free(given, r"y i q j c t r J r' \phi")
    symbols = SymbolTable.of(
        declared_sizes(k, s, natural=[p]),
        scalars("r J", Domain.POSITIVE),
        scalars(r"y i q j c t r' \phi", Domain.INTEGER),
    )
    draft = Draft(LETTERS, symbols, {}).with_values({"k": k, "s": s, "p": p})
    count = draft.fill(f"{FULL} + 1")
    size = draft.fill(rf"r + {FULL} J")
    return Derivation(
        name="receptive_field_of_transposed",
        title="Receptive field behind a transposed convolution",
        symbols=symbols,
        conventions=(INTERIOR, "The kernel is not dilated; phi is the phase of output y."),
        hypotheses=(
            draft.assume(r"y + p = s q + \phi"),
            draft.assume(r"0 \le \phi \le s - 1"),
        ),
        definitions=(
            define(f"c := {count}", "the number that the second line justifies", symbols),
            define(r"r' := r + \left(c - 1\right) J", "one field, and c - 1 jumps more", symbols),
        ),
        steps=tuple(_steps(draft)),
        answer=answer([f"c = {count}", f"r' = {size}"], [Draft(symbols, symbols, {})] * 2),
        witness=Witness(
            "gradients through the transposed convolution kernel, phase by phase",
            lambda: _check(k, s, p),
        ),
        remarks=(
            "For c = 0 the output sees nothing of the input: it is the bias alone, and r' has no "
            "meaning. Treating the layer as a convolution would give r + (k - 1) J for every unit.",
        ),
        figures=_figures(k, s, p),
    )


def _figures(k: Size, s: Size, p: Size) -> tuple[Figure, ...]:
    """Draw the numbers of the question, or kernel 3 and stride 2 where there are symbols."""
    caption = "Which tap leads from input $i$ to output $y$"
    if isinstance(k, int) and isinstance(s, int) and isinstance(p, int):
        return phase_grid(k, s, p, f"{caption}.")
    example = rf"{caption}, drawn for $k = 3$, $s = 2$ and $p = 0$."
    return phase_grid(3, 2, 0, example)


def _steps(draft: Draft) -> Iterator[Step]:
    yield draft.step(
        r"0 \le y + p - s i \le k - 1 \iff \left\lceil \frac{y + p - k + 1}{s} \right\rceil \le i "
        r"\le \left\lfloor \frac{y + p}{s} \right\rfloor",
        "input i reaches output y through tap y + p - s i, if there is such a tap",
    )
    yield draft.step(
        r"0 \le y + p - s i \le k - 1 \iff q - c + 1 \le i \le q",
        "with the phase put in: c inputs, the last one is input q",
    )
    yield draft.step(
        rf"\left\lfloor \frac{{k}}{{s}} \right\rfloor \le {FULL} + 1 "
        r"\le \left\lceil \frac{k}{s} \right\rceil",
        "so the number of inputs differs by at most 1 from phase to phase",
    )
    yield draft.step(
        rf"{FULL} + 1 = 0 \iff \phi \ge k",
        "and an output whose phase lies behind the kernel reads none",
    )
    yield draft.step(
        r"r + \left(q - \left(q - c + 1\right)\right) J = r'",
        "the inputs are neighbours, so their fields reach over c - 1 jumps and one field",
    )


def _check(k: Size, s: Size, p: Size) -> int:
    """Compare with gradients behind a convolution of size 3 and stride 2: r = 3, J = 2."""
    cases = 0
    for kernel in [k] if isinstance(k, int) else range(1, 7):
        for stride in [s] if isinstance(s, int) else range(2, 5):
            for padding in [p] if isinstance(p, int) else range(3):
                taps = [Tap(3, 2), Tap(kernel, stride, padding, spreads=True)]
                found = extents(taps, 61, partial(_units, 10 * stride - padding % stride, stride))
                counts = [len(range(phase, kernel, stride)) for phase in range(stride)]
                sizes = [3 + 2 * (c - 1) if c else 0 for c in counts]
                cases += require_same(found, sizes, f"kernel {kernel}, stride {stride}")
    return cases


def _units(first: int, period: int, _: int) -> range:
    """Return one unit per phase, from the unit of phase 0 on."""
    return range(first, first + period)
