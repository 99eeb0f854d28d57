r"""A depthwise separable convolution against a convolution of the same kernel and output size.

The depthwise part filters each of the ``C`` channels by one ``K x K`` kernel, the pointwise part
mixes the channels by ``N`` kernels of size ``1 x 1 x C``. Both layers have stride 1 and half
padding, so that every output channel has ``H x W`` values; products with padding are counted.

*Source.* F. Chollet, Xception: deep learning with depthwise separable convolutions (2017);
A. Howard et al., MobileNets (2017), section 3.1, for the ratio.
"""

from __future__ import annotations

from symconv.notation import Domain, scalars
from symconv.proof.derivation import Defined, Derivation, Step
from symconv.theorems.answers import answer
from symconv.theorems.count_lines import desk, valued
from symconv.theorems.count_witness import Numbers, counted, operations, parameters
from symconv.theorems.draft import Draft
from symconv.theorems.givens import Size, Sizes, sizes
from symconv.theorems.givens import size as one_size

CONVENTIONS = (
    "No biases, stride 1 and half padding. A sum of q products takes q multiplications and q - 1 "
    "additions; products with padding are counted.",
    "Without prime: the convolution; with prime: the depthwise separable one. θ counts parameters, "
    "μ multiplications and α additions for one sample.",
)
CLAIMS = (
    (r"\theta", "K^{2} C N"),
    (r"\theta'", "K^{2} C + C N"),
    (r"\mu", "H W K^{2} C N"),
    (r"\mu'", r"H W \left(K^{2} C + C N\right)"),
    (r"\alpha", r"H W N \left(K^{2} C - 1\right)"),
    (r"\alpha'", r"H W \left(C \left(K^{2} - 1\right) + N \left(C - 1\right)\right)"),
)
RATIO = r"\frac{1}{N} + \frac{1}{K^{2}}"


def depthwise_separable_cost(
    *,
    size: Sizes = ("H", "W"),
    in_channels: Size = "C",
    out_channels: Size = "N",
    kernel_size: Size = "K",
) -> Derivation:
    r"""Return the derivation of parameters and operations of both, their ratio, and who is cheaper.

    ``size`` is the height and width of the input and of the output.

    >>> depthwise_separable_cost(in_channels=32, out_channels=64, kernel_size=3).answer.value[:2]
    (18432, 2336)
    """
    height, width = sizes(size, "size", rank=2, least=1)
    values = {"H": height, "W": width} | _channels(in_channels, out_channels, kernel_size)
    numbers = not any(isinstance(values[letter], str) for letter in "CNK")
    own = scalars(r"\theta \theta' \mu \mu' \alpha \alpha'", Domain.NATURAL)
    draft, symbols = desk(values, own, "o c t v")
    conclusions = [f"{letter} = {valued(draft, formula)}" for letter, formula in CLAIMS]
    conclusions.append(
        rf"\frac{{\theta'}}{{\theta}} = \frac{{\mu'}}{{\mu}} = {valued(draft, RATIO)}"
    )
    return Derivation(
        name="depthwise_separable_cost",
        title="Depthwise separable convolution",
        symbols=symbols,
        conventions=CONVENTIONS,
        definitions=tuple(_definitions(draft)),
        steps=(*(() if numbers else _counts(draft)), *_steps(draft)),
        answer=answer(conclusions, [draft] * len(conclusions)),
        witness=counted(
            "arrays that the kernels accept, and operations counted one by one in loops",
            values,
            symbols,
            [(draft.fill(f), c) for (_, f), c in zip(CLAIMS, COUNTS, strict=True)],
            most=4,
        ),
    )


def _channels(in_channels: Size, out_channels: Size, kernel_size: Size) -> dict[str, Size]:
    return {
        "C": one_size(in_channels, "in_channels", least=1),
        "N": one_size(out_channels, "out_channels", least=1),
        "K": one_size(kernel_size, "kernel_size", least=1),
    }


def _definitions(draft: Draft) -> list[Defined]:
    said = (
        "weights of the convolution",
        "weights of the depthwise part, then of the pointwise part",
        "K^2 C products for each of the H W N outputs",
        "K^2 products per value of the depthwise part, C per output of the pointwise part",
        "one addition fewer than products, per output",
        "one addition fewer than products, in both parts",
    )
    pairs = zip(CLAIMS, said, strict=True)
    return [draft.define(f"{letter} := {formula}", why) for (letter, formula), why in pairs]


def _counts(draft: Draft) -> list[Step]:
    """Return the weights counted index by index, for all sizes."""
    taps = r"\sum_{t=0}^{K - 1} \sum_{v=0}^{K - 1} 1"
    return [
        draft.step(
            rf"\sum_{{o=0}}^{{N - 1}} \sum_{{c=0}}^{{C - 1}} {taps} = K^{{2}} C N",
            "the convolution: one weight for every filter, channel and position",
        ),
        draft.step(
            rf"\sum_{{c=0}}^{{C - 1}} {taps} = K^{{2}} C",
            "the depthwise part: one weight for every channel and position",
        ),
        draft.step(
            r"\sum_{o=0}^{N - 1} \sum_{c=0}^{C - 1} 1 = C N",
            "the pointwise part: one weight for every filter and channel",
        ),
    ]


def _steps(draft: Draft) -> list[Step]:
    return [
        draft.step(
            r"\frac{\theta'}{\theta} = \frac{K^{2} C + C N}{K^{2} C N} "
            r"= \frac{1}{N} + \frac{1}{K^{2}}",
            "parameters in proportion",
        ),
        draft.step(
            r"\frac{\mu'}{\mu} = \frac{1}{N} + \frac{1}{K^{2}}",
            "each weight is used once per position, so multiplications have the same proportion",
        ),
        draft.step(
            r"\theta - \theta' = C \left(\left(K^{2} - 1\right) \left(N - 1\right) - 1\right)",
            "what is saved",
        ),
        draft.step(
            r"\theta' < \theta \iff K \ge 2 \wedge N \ge 2",
            "cheaper exactly for kernels larger than one pixel and several filters",
        ),
        draft.step(
            r"\alpha - \alpha' = H W C \left(K^{2} - 1\right) \left(N - 1\right)",
            "additions that are saved",
        ),
        draft.step(
            r"\alpha' \le \alpha",
            "never more additions",
        ),
    ]


def _vanilla(n: Numbers) -> tuple[int, int]:
    return operations(n["H"] * n["W"] * n["N"], n["C"], n["K"] ** 2)


def _separable(n: Numbers) -> tuple[int, int]:
    depthwise = operations(n["H"] * n["W"] * n["C"], 1, n["K"] ** 2)
    pointwise = operations(n["H"] * n["W"] * n["N"], n["C"], 1)
    return depthwise[0] + pointwise[0], depthwise[1] + pointwise[1]


def _both_weights(n: Numbers) -> int:
    depthwise = parameters((n["C"], n["C"]), [n["K"]] * 2, n["C"], bias=False)
    return depthwise + parameters((n["C"], n["N"]), [1, 1], bias=False)


COUNTS = (
    lambda n: parameters((n["C"], n["N"]), [n["K"]] * 2, bias=False),
    _both_weights,
    lambda n: _vanilla(n)[0],
    lambda n: _separable(n)[0],
    lambda n: _vanilla(n)[1],
    lambda n: _separable(n)[1],
)
