r"""Parameters of a grouped convolution, and how many fewer they are than without groups.

The channels are cut into ``M`` groups; each group of ``a = C/M`` input channels makes ``b = N/M``
output channels by a convolution of its own. No filter crosses groups.

*Source.* A. Krizhevsky, I. Sutskever, G. Hinton, ImageNet classification with deep convolutional
neural networks (2012), section 3.2, where the groups are two graphics cards.
"""

from __future__ import annotations

from collections.abc import Mapping

from symconv.errors import GivenError
from symconv.notation import Domain, scalars
from symconv.proof.derivation import Derivation
from symconv.theorems.answers import answer
from symconv.theorems.count_lines import desk, valued
from symconv.theorems.count_witness import Numbers, counted, parameters
from symconv.theorems.givens import Size, size

CONVENTION = "The layers have no biases; the kernel has two axes of the same size."
FORMULA = r"\frac{K^{2} C N}{M}"
COUNTED = (
    r"\sum_{q=0}^{M - 1} \sum_{o=0}^{b - 1} \sum_{c=0}^{a - 1} \sum_{t=0}^{K - 1} "
    r"\sum_{v=0}^{K - 1} 1 = M \cdot K \cdot K \cdot a \cdot b"
)
COUNTED_WORDS = "one weight for every group, filter and channel of the group, and position"


def grouped_conv_parameters(
    *,
    in_channels: Size = "C",
    out_channels: Size = "N",
    kernel_size: Size = "K",
    groups: Size = "M",
) -> Derivation:
    r"""Return the derivation of the weights of a grouped convolution, and of their ratio.

    >>> derivation = grouped_conv_parameters(in_channels=64, out_channels=128, groups=4)
    >>> derivation.answer.value
    ('K**2*64*128/4', '1/4')
    """
    values = {
        "C": size(in_channels, "in_channels", least=1),
        "N": size(out_channels, "out_channels", least=1),
        "K": size(kernel_size, "kernel_size", least=1),
        "M": size(groups, "groups", least=1),
    }
    _check_divides(values)
    own = scalars(r"\theta \theta' a b", Domain.POSITIVE)
    draft, symbols = desk(values, own, "q o c t v")
    per_group = {"a": _per_group(values, "C"), "b": _per_group(values, "N")}
    draft = draft.with_values({k: v for k, v in per_group.items() if isinstance(v, int)})
    conclusions = (
        rf"\theta' = {valued(draft, FORMULA)}",
        r"\frac{\theta'}{\theta} = \frac{1}{M}",
    )
    return Derivation(
        name="grouped_conv_parameters",
        title="Parameters of a grouped convolution",
        symbols=symbols,
        conventions=(CONVENTION,),
        hypotheses=tuple(
            draft.assume(f"{whole} = M {part}")
            for whole, part in (("C", "a"), ("N", "b"))
            if isinstance(per_group[part], str)
        ),
        definitions=(
            draft.define(r"\theta := K \cdot K \cdot C \cdot N", "weights without groups"),
            draft.define(
                r"\theta' := M \cdot K \cdot K \cdot a \cdot b",
                "one convolution from a to b channels for each group",
            ),
        ),
        steps=(
            *((draft.step(COUNTED, COUNTED_WORDS),) if _is_general(values) else ()),
            draft.step(
                r"\theta' = \frac{K^{2} \left(M a\right) \left(M b\right)}{M}",
                "multiply and divide by the number of groups",
            ),
            draft.step(r"\theta' = \frac{K^{2} C N}{M}", "the channels of all groups together"),
            draft.step(
                r"\frac{\theta'}{\theta} = \frac{1}{M}",
                "as many times fewer weights as there are groups, for the same output size",
            ),
            draft.step(r"\theta' \le \theta", "so groups never cost weights"),
        ),
        answer=answer(conclusions, (draft, draft)),
        witness=counted(
            "entries of arrays that the grouped convolution kernel accepts",
            values,
            symbols,
            [(draft.fill(FORMULA), _count)],
            keep=lambda n: n["C"] % n["M"] == 0 == n["N"] % n["M"],
        ),
    )


def _per_group(values: Mapping[str, Size], letter: str) -> Size:
    channels, groups = values[letter], values["M"]
    if isinstance(channels, int) and isinstance(groups, int):
        return channels // groups
    return {"C": "a", "N": "b"}[letter]


def _is_general(values: Mapping[str, Size]) -> bool:
    """Whether the weights are counted for all sizes, rather than for numbers."""
    return all(isinstance(values[letter], str) for letter in "CNM")


def _count(numbers: Numbers) -> int:
    channels, kernel = (numbers["C"], numbers["N"]), [numbers["K"]] * 2
    return parameters(channels, kernel, numbers["M"], bias=False)


def _check_divides(values: dict[str, Size]) -> None:
    groups = values["M"]
    for letter, given in (("C", "in_channels"), ("N", "out_channels")):
        channels = values[letter]
        if isinstance(groups, int) and isinstance(channels, int) and channels % groups:
            raise GivenError(
                f"groups={groups} does not divide {given}={channels}",
                remedy=f"use a divisor of {channels}",
                given="groups",
            )
