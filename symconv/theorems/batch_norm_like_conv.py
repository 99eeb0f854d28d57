r"""Which batch normalisation treats images as a convolution does.

A convolution does the same at every location and, per channel, its own thing. With given statistics
a normalisation maps :math:`x_{n,c,h,w}` to :math:`(x_{n,c,h,w} - \mu) s`, where the statistics may
change with the channel c, with the location (h, w), with both or with neither. To do the same at
every location means to commute with translations, here on a circle of H by W positions. Of the four
choices only statistics per channel commute with translations *and* tell the channels apart:

- statistics that do not change with the location commute, for all sizes, shifts and data;
- statistics per location do not: two locations map the same number to different ones;
- one statistic for everything maps the same number alike in all channels, whatever they hold.

*Source.* S. Ioffe, C. Szegedy, "Batch Normalization" (2015), section 3.2.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import batch_norm_inference
from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, size, statement, step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.tensors import Array

MOVED = r"\left(h - a\right) \bmod H, \left(w - b\right) \bmod W"

VALUE = "z[n, c, Mod(h - a, H), Mod(w - b, W)]"


def batch_norm_like_conv() -> Derivation:
    r"""Return the derivation for any sizes, shifts, statistics and data.

    >>> batch_norm_like_conv().answer.value
    'z[n, c, Mod(h - a, H), Mod(w - b, W)]'
    """
    symbols = SymbolTable.of(
        scalars("N C H W", Domain.POSITIVE),
        scalars("n c h w a b", Domain.INTEGER),
        tensors(r"x u y y' z z'", rank=4),
        scalars(r"\mu s"),
        tensors(r"\mu' s'", rank=1),
    )
    assumed = [rf"0 \le {i} < {n}" for i, n in zip("nchw", "NCHW", strict=True)]
    return Derivation(
        name="batch_norm_like_conv",
        title="Normalisation that behaves like a convolution",
        symbols=symbols,
        conventions=(
            "The statistics are given; s is one over the standard deviation. Without prime: one "
            "mean and one s for the batch; with prime: one of each per channel.",
            "Images are moved on a circle: what leaves on one side enters on the other.",
        ),
        hypotheses=tuple((h, statement(h, symbols)) for h in assumed),
        definitions=tuple(_definitions(symbols)),
        steps=tuple(_steps(symbols)),
        answer=Answer(rf"z'_{{n, c, h, w}} = z_{{n, c, {MOVED}}}", VALUE),
        remarks=(
            "The layer wanted has a mean and a standard deviation per channel: C of each, taken "
            "over the batch and all locations.",
        ),
        witness=Witness("the normalisation kernel on images turned before and after", _check),
    )


def _definitions(symbols: SymbolTable) -> list[Defined]:
    shape = ("N", "C", "H", "W")
    given = [
        ("x", shape, "a batch of images"),
        (r"\mu'", ("C",), "a mean per channel"),
        ("s'", ("C",), "one over the deviation, per channel"),
    ]
    found = []
    for tensor, sizes, reason in given:
        space = r" \times ".join(sizes)
        latex = rf"{tensor} \in \mathbb{{R}}^{{{space}}}"
        array = Tensor(tuple(size(n, symbols) for n in sizes))
        found.append(Defined(name(tensor), array, latex, reason))
    whole, channel = r"- \mu\right) s", r"- \mu'_{c}\right) s'_{c}"
    for tensor, body, reason in (
        ("u", rf"x_{{n, c, {MOVED}}}", "the same images, moved by a rows and b columns"),
        ("y", rf"\left(x_{{n, c, h, w}} {whole}", "one statistic for the batch"),
        ("y'", rf"\left(u_{{n, c, h, w}} {whole}", "the same of the moved images"),
        ("z", rf"\left(x_{{n, c, h, w}} {channel}", "one statistic per channel"),
        ("z'", rf"\left(u_{{n, c, h, w}} {channel}", "the same of the moved images"),
    ):
        line = f"{tensor}_{{n, c, h, w}} := {body}"
        found.append(define(line, reason, symbols, shape=shape))
    return found


def _steps(symbols: SymbolTable) -> list[Step]:
    return [
        step(
            rf"y'_{{n, c, h, w}} = y_{{n, c, {MOVED}}}",
            "one statistic for the batch: the layer commutes with translations",
            symbols,
            before="The same operation at every location?",
        ),
        step(
            rf"z'_{{n, c, h, w}} = z_{{n, c, {MOVED}}}",
            "one statistic per channel: it commutes with translations too",
            symbols,
        ),
        step(
            r"\frac{2 - \frac{1 + 3}{2}}{\sqrt{\frac{1 + 1}{2}}} = 0 \ne -1 = "
            r"\frac{2 - \frac{2 + 6}{2}}{\sqrt{\frac{4 + 4}{2}}}",
            "one statistic per location does not: if a pixel holds 1 and 3 in a batch of two, and "
            "its neighbour 2 and 6, then the number 2 becomes 0 here and -1 there, so that moving "
            "the images changes more than positions; the same with statistics per channel and "
            "location",
            symbols,
        ),
        step(
            r"\frac{2 - \mu'_{0}}{\sqrt{1}} - \frac{2 - \mu'_{1}}{\sqrt{1}} "
            r"= \mu'_{1} - \mu'_{0}",
            "with statistics per channel, two channels with different means treat the same number "
            "differently, as kernels of their own would; one statistic for the batch cannot",
            symbols,
            before="A different operation for every channel?",
        ),
    ]


def _check() -> int:
    """Normalise images turned before and after; only location-free statistics agree."""
    source, cases = np.random.default_rng(0), 0
    x = source.normal(size=(2, 3, 4, 5))
    for axes, commutes in (((0, 1, 2, 3), True), ((0, 2, 3), True), ((0, 1), False), ((0,), False)):
        kept = tuple(n for a, n in enumerate(x.shape) if a not in axes)
        mean, variance = source.normal(size=kept), source.uniform(0.5, 2, size=kept)
        for shift in ((1, 2), (3, 0), (0, 4)):
            inside = _normalised(np.roll(x, shift, (2, 3)), mean, variance, axes)
            outside = np.roll(_normalised(x, mean, variance, axes), shift, (2, 3))
            if np.array_equal(inside, outside) is not commutes:
                raise WitnessError(f"statistics over {axes}, shift {shift}: not as derived")
            cases += 1
    return cases


def _normalised(x: Array, mean: Array, variance: Array, axes: tuple[int, ...]) -> Array:
    return batch_norm_inference(x, mean, variance, None, None, axes=axes, eps=0.1)
