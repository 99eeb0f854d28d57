r"""How many multiplications and additions a convolution takes, exactly.

An output value is a sum of one product per weight of its filter: ``K^2 C`` multiplications and one
addition fewer, and one addition more with a bias. Products with padding are counted.
"""

from __future__ import annotations

from symconv.notation import Domain, scalars
from symconv.proof.derivation import Defined, Derivation, Step
from symconv.theorems.answers import answer
from symconv.theorems.count_lines import desk, valued
from symconv.theorems.count_witness import counted, operations
from symconv.theorems.draft import Draft
from symconv.theorems.givens import Size, Sizes, flag, sizes
from symconv.theorems.givens import size as one_size

CONVENTION = (
    "For one sample. μ counts multiplications, α additions; products with the zeros of the padding "
    "are counted. A multiply-accumulate is one multiplication with the addition that follows it."
)
MULTIPLICATIONS, ADDITIONS = r"\mu", r"\alpha"
PRODUCTS = "H W K^{2} C N"


def conv_operations(
    *,
    out_size: Sizes = ("H", "W"),
    in_channels: Size = "C",
    out_channels: Size = "N",
    kernel_size: Size = "K",
    bias: bool = False,
) -> Derivation:
    r"""Return the derivation of the multiplications and additions of a convolution, two axes.

    ``out_size`` is the height and width of the output.

    >>> conv_operations(out_size=10, in_channels=3, out_channels=8, kernel_size=3).answer.value
    (21600, 20800)
    """
    height, width = sizes(out_size, "out_size", rank=2, least=1)
    values: dict[str, Size] = {
        "H": height,
        "W": width,
        "C": one_size(in_channels, "in_channels", least=1),
        "N": one_size(out_channels, "out_channels", least=1),
        "K": one_size(kernel_size, "kernel_size", least=1),
    }
    biased = flag(bias, "bias")
    own = scalars(rf"{MULTIPLICATIONS} {ADDITIONS}", Domain.NATURAL)
    draft, symbols = desk(values, own, "i j o c t v")
    additions = PRODUCTS if biased else r"H W N \left(K^{2} C - 1\right)"
    conclusions = (
        f"{MULTIPLICATIONS} = {valued(draft, PRODUCTS)}",
        f"{ADDITIONS} = {valued(draft, additions)}",
    )
    return Derivation(
        name="conv_operations",
        title="Operations of a convolution",
        symbols=symbols,
        conventions=(CONVENTION,),
        definitions=tuple(_definitions(draft, biased=biased)),
        steps=tuple(_steps(draft, values, biased=biased)),
        answer=answer(conclusions, (draft, draft)),
        witness=counted(
            "operations of one output counted one by one",
            values,
            symbols,
            [
                (
                    draft.fill(formula),
                    lambda n, kind=kind: operations(  # type: ignore[misc]
                        n["H"] * n["W"] * n["N"], n["C"], n["K"] ** 2, bias=biased
                    )[kind],
                )
                for kind, formula in enumerate((PRODUCTS, additions))
            ],
        ),
    )


def _definitions(draft: Draft, *, biased: bool) -> list[Defined]:
    per_output = "K^{2} C - 1 + 1" if biased else "K^{2} C - 1"
    said = ", and one with the bias" if biased else ""
    return [
        draft.define(
            rf"{MULTIPLICATIONS} := H W N \cdot \left(K^{{2}} C\right)",
            "one product per output and weight of its filter",
        ),
        draft.define(
            rf"{ADDITIONS} := H W N \cdot \left({per_output}\right)",
            f"one addition fewer than products, per output{said}",
        ),
    ]


def _steps(draft: Draft, values: dict[str, Size], *, biased: bool) -> list[Step]:
    counts = [
        draft.step(
            r"\sum_{i=0}^{H - 1} \sum_{j=0}^{W - 1} \sum_{o=0}^{N - 1} \sum_{c=0}^{C - 1} "
            rf"\sum_{{t=0}}^{{K - 1}} \sum_{{v=0}}^{{K - 1}} 1 = {PRODUCTS}",
            "one product for every position, filter, channel and tap",
        )
    ]
    numeric = not any(isinstance(v, str) for v in values.values())
    return [
        *([] if numeric else counts),
        draft.step(f"{MULTIPLICATIONS} = {valued(draft, PRODUCTS)}", "multiplications"),
        draft.step(
            f"{MULTIPLICATIONS} - {ADDITIONS} = " + ("0" if biased else "H W N"),
            "each output saves one addition" + (", and the bias takes it back" if biased else ""),
        ),
    ]
