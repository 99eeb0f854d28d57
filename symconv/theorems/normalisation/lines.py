r"""The lines of a normalisation layer: its definitions, and the closed forms of its gradients.

*Defines* `definitions` (the graph x, mean, variance, inverse deviation s, normalised value, output,
loss), `shift_gradient`, `scale_gradient` and `input_gradient`.

*Source.* S. Ioffe, C. Szegedy, "Batch Normalization" (2015), section 3.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.notation import name
from symconv.proof.author import define, size
from symconv.proof.context import Tensor
from symconv.proof.derivation import Defined
from symconv.theorems.normalisation.layout import Norm

MU, HAT, GAMMA, BETA = r"\mu", r"\hat{x}", r"\gamma", r"\beta"


def given_array(norm: Norm, tensor: str, axes: Sequence[int], reason: str) -> list[Defined]:
    """Declare a given array by its sizes; a scalar needs no line."""
    if not axes:
        return []
    sizes = [str(n) for n in norm.shape(axes)]
    space = r" \times ".join(sizes)
    latex = rf"{tensor} \in \mathbb{{R}}^{{{space}}}"
    shape = tuple(size(n, norm.symbols) for n in sizes)
    return [Defined(name(tensor), Tensor(shape), latex, reason)]


def made(norm: Norm, latex: str, axes: Sequence[int], reason: str) -> Defined:
    """Define an element by a formula; its sizes are those of the axes."""
    return define(latex, reason, norm.symbols, shape=norm.shape(axes))


def definitions(norm: Norm) -> list[Defined]:
    """Return the forward pass, the loss, and its gradient from above."""
    found = given_array(norm, "x", norm.axes, "the input")
    if norm.affine is not None:
        found += given_array(norm, r"\gamma", norm.affine, "the scale")
        found += given_array(norm, r"\beta", norm.affine, "the shift") if norm.centred else []
    found += statistics(norm)
    found.append(made(norm, normalised(norm), norm.axes, "the normalised value"))
    found.append(made(norm, output(norm), norm.axes, "the output"))
    found.append(define(r"L := \ell\left(y\right)", "the loss reads the output", norm.symbols))
    upstream = rf"{norm.entry('g')} := {slope('L', norm.entry('y'))}"
    found.append(made(norm, upstream, norm.axes, "the gradient from above"))
    return found


def statistics(norm: Norm) -> list[Defined]:
    """Return the mean, the variance, and the inverse deviation."""
    found = []
    primed, kept = norm.over, norm.kept
    if norm.centred:
        mean = rf"{norm.statistic(MU)} := \frac{{1}}{{{norm.count}}} {norm.sums(primed)} "
        found.append(made(norm, mean + norm.entry("x", primed), kept, "the mean"))
    divisor = norm.one_less if norm.unbiased else norm.count
    square = (
        rf"\left({deviation(norm, primed)}\right)^{{2}}"
        if norm.centred
        else (rf"{norm.entry('x', primed)}^{{2}}")
    )
    variance = rf"{norm.statistic('v')} := \frac{{1}}{{{divisor}}} {norm.sums(primed)} {square}"
    word = "the variance, also written σ²" if norm.centred else "the mean square"
    found.append(made(norm, variance, kept, word))
    root = rf"\frac{{1}}{{\sqrt{{{norm.statistic('v')} + \varepsilon}}}}"
    found.append(made(norm, f"{norm.statistic('s')} := {root}", kept, "one over the deviation"))
    return found


def deviation(norm: Norm, primed: Sequence[int] = ()) -> str:
    """Return an entry minus its mean; the entry alone where no mean is taken."""
    if not norm.centred:
        return norm.entry("x", primed)
    return f"{norm.entry('x', primed)} - {norm.statistic(MU)}"


def bracketed(norm: Norm, primed: Sequence[int] = ()) -> str:
    """Return the deviation as a factor."""
    text = deviation(norm, primed)
    return rf"\left({text}\right)" if norm.centred else text


def normalised(norm: Norm) -> str:
    """Return the definition of the normalised value."""
    return f"{norm.entry(HAT)} := {bracketed(norm)} {norm.statistic('s')}"


def output(norm: Norm) -> str:
    """Return the definition of the output."""
    if norm.affine is None:
        return f"{norm.entry('y')} := {norm.entry(HAT)}"
    scaled = f"{norm.parameter(GAMMA)} {norm.entry(HAT)}"
    shift = f" + {norm.parameter(BETA)}" if norm.centred else ""
    return f"{norm.entry('y')} := {scaled}{shift}"


def slope(of: str, by: str) -> str:
    """Return a partial derivative."""
    return rf"\frac{{\partial {of}}}{{\partial {by}}}"


def loss_by(by: str) -> str:
    """Return the derivative of the loss."""
    return slope("L", by)


def shift_gradient(norm: Norm) -> str:
    """Return the gradient of beta."""
    total = f"{norm.sums(norm.shared)} {norm.entry('g', norm.shared)}"
    return f"{loss_by(norm.parameter(BETA))} = {total}"


def scale_gradient(norm: Norm) -> str:
    """Return the gradient of gamma."""
    over = norm.shared
    total = f"{norm.sums(over)} {norm.entry('g', over)} {norm.entry(HAT, over)}"
    return f"{loss_by(norm.parameter(GAMMA))} = {total}"


def input_gradient(norm: Norm) -> str:
    """Return the closed form of the gradient of x."""
    inside = norm.affine is not None and not set(norm.affine) & set(norm.over)
    front = f"{norm.parameter(GAMMA)} " if inside else ""

    def upstream(primed: Sequence[int] = ()) -> str:
        here = norm.affine is not None and not inside
        scale = f"{norm.parameter(GAMMA, primed)} " if here else ""
        return scale + norm.entry("g", primed)

    over, sums = norm.over, norm.sums(norm.over)
    mean = f" - {sums} {upstream(over)}" if norm.centred else ""
    weight = rf"\frac{{{norm.count}}}{{{norm.one_less}}} " if norm.unbiased else ""
    spread = f"{weight}{norm.entry(HAT)} {sums} {upstream(over)} {norm.entry(HAT, over)}"
    factor = rf"\frac{{{front}{norm.statistic('s')}}}{{{norm.count}}}"
    brackets = rf"\left({norm.count} {upstream()}{mean} - {spread}\right)"
    return f"{loss_by(norm.entry('x'))} = {factor} {brackets}"
