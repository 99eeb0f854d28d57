"""Wrong gradients of normalisation layers: every one is rejected, and what is wrong is named."""

from __future__ import annotations

import pytest

from symconv.proof.author import statement
from symconv.proof.prove import context_of, decide
from symconv.proof.verdict import Proved, Refuted, Undecided
from symconv.theorems import derive

BATCH = {"shape": ["N", "C"], "over": [0], "indices": ["n", "c"]}
IMAGES = {}
LAYER = {"shape": ["N", "D"], "over": [1], "indices": ["n", "d"]}

DX = r"\frac{\partial L}{\partial x_{n, c}}"
SUM = r"\sum_{n'=0}^{N-1}"
G = rf"{SUM} g_{{n', c}}"
GH = rf"{SUM} g_{{n', c}} \hat{{x}}_{{n', c}}"
FRONT = r"\frac{\gamma_{c} s_{c}}{N}"
HAT = r"\hat{x}_{n, c}"
ALL = r"\sum_{n'=0}^{N-1} \sum_{h'=0}^{H-1} \sum_{w'=0}^{W-1}"
DXI = r"\frac{\partial L}{\partial x_{n, c, h, w}}"
GI = r"g_{n', c, h', w'}"
HI = r"\hat{x}_{n', c, h', w'}"
FI = r"\frac{\gamma_{c} s_{c}}{N H W}"
XI = r"\hat{x}_{n, c, h, w}"


def image(front=FI, count="N H W", upstream="g_{n, c, h, w}", mean=None, hat=XI, spread=None):
    mean = f"{ALL} {GI}" if mean is None else mean
    spread = f"{ALL} {GI} {HI}" if spread is None else spread
    return rf"{DXI} = {front} \left({count} {upstream} - {mean} - {hat} {spread}\right)"


def batch(front=FRONT, first="N g_{n, c}", mean=f"- {G}", spread=f"- {HAT} {GH}"):
    return rf"{DX} = {front} \left({first} {mean} {spread}\right)"


WRONG = {
    "statistics taken for constants": (
        BATCH, rf"{DX} = \gamma_{{c}} s_{{c}} g_{{n, c}}", "missing"),
    "mean term missing": (BATCH, batch(mean=""), "missing: -\\frac{1}{N} \\gamma_{c} s_{c} \\sum"),
    "spread term missing": (BATCH, batch(spread=""), r"missing: -\frac{1}{N} \gamma_{c} \hat{x}"),
    "mean term with the other sign": (BATCH, batch(mean=f"+ {G}"), "should be -"),
    "spread term with the other sign": (BATCH, batch(spread=f"+ {HAT} {GH}"), "should be -"),
    "all signs turned": (BATCH, batch(front=rf"-{FRONT}"), "should be"),
    "N - 1 for N in front": (
        BATCH, batch(front=r"\frac{\gamma_{c} s_{c}}{N - 1}"), r"\frac{1}{N - 1}"),
    "N - 1 for N inside": (BATCH, batch(first=r"\left(N - 1\right) g_{n, c}"), "should be"),
    "N + 1 for N": (BATCH, batch(front=r"\frac{\gamma_{c} s_{c}}{N + 1}"), r"\frac{1}{N + 1}"),
    "3 for N inside": (BATCH, batch(first="3 g_{n, c}"), r"\frac{3}{N}"),
    "3 for N in front": (BATCH, batch(front=r"\frac{\gamma_{c} s_{c}}{3}"), r"\frac{1}{3}"),
    "agrees for one and two rows": (
        BATCH, batch(first=r"\left(N + \left(N - 1\right) \left(N - 2\right)\right) g_{n, c}"),
        "should be"),
    "factor 2 in front": (BATCH, batch(front=r"\frac{2 \gamma_{c} s_{c}}{N}"), "should be"),
    "factor 2 at the spread": (BATCH, batch(spread=f"- 2 {HAT} {GH}"), r"-\frac{2}{N}"),
    "half the mean": (BATCH, batch(mean=rf"- \frac{{1}}{{2}} {G}"), r"-\frac{1}{2 N}"),
    "scale forgotten": (BATCH, batch(front=r"\frac{s_{c}}{N}"), "too much"),
    "scale squared": (BATCH, batch(front=r"\frac{\gamma_{c}^{2} s_{c}}{N}"), r"\gamma_{c}^{2}"),
    "deviation forgotten": (BATCH, batch(front=r"\frac{\gamma_{c}}{N}"), "too much"),
    "deviation squared": (BATCH, batch(front=r"\frac{\gamma_{c} s_{c}^{2}}{N}"), "s_{c}^{2}"),
    "deviation upside down": (BATCH, batch(front=r"\frac{\gamma_{c}}{N s_{c}}"), "too much"),
    "spurious epsilon": (BATCH, batch(spread=rf"- \varepsilon {HAT} {GH}"), r"\frac{\varepsilon}"),
    "epsilon added": (BATCH, batch() + r" + \varepsilon", r"too much: \varepsilon"),
    "variance for deviation": (BATCH, batch(front=r"\frac{\gamma_{c} v_{c}}{N}"), "v_{c}"),
    "epsilon outside the root": (
        BATCH, batch(front=r"\frac{\gamma_{c}}{N \left(\sqrt{v_{c}} + \varepsilon\right)}"),
        "too much"),
    "normalised value without bar": (BATCH, batch(spread=f"- x_{{n, c}} {GH}"), "too much"),
    "deviations for normalised values": (
        BATCH, batch(spread=rf"- \left(x_{{n, c}} - \mu_{{c}}\right) {GH}"), "too much"),
    "output for normalised value": (BATCH, batch(spread=f"- y_{{n, c}} {GH}"), "y_{n, c}"),
    "sum of squares": (
        BATCH, batch(spread=rf"- {HAT} {SUM} g_{{n', c}} \hat{{x}}_{{n', c}}^{{2}}"), "^{2}"),
    "gradient outside the sum": (
        BATCH, batch(spread=rf"- {HAT} g_{{n, c}} {SUM} \hat{{x}}_{{n', c}}"), "missing"),
    "product of sums": (
        BATCH, batch(spread=rf"- {HAT} {G} {SUM} \hat{{x}}_{{n', c}}"), "missing"),
    "last row forgotten": (BATCH, batch(mean=r"- \sum_{n'=0}^{N-2} g_{n', c}"), "missing"),
    "first row forgotten": (BATCH, batch(mean=r"- \sum_{n'=1}^{N-1} g_{n', c}"), "missing"),
    "rows and features swapped": (
        BATCH, batch(mean=r"- \sum_{c'=0}^{C-1} g_{n, c'}"), r"too much"),
    "sum over everything": (
        BATCH, batch(mean=r"- \sum_{n'=0}^{N-1} \sum_{c'=0}^{C-1} g_{n', c'}"), "too much"),
    "shift in the input gradient": (BATCH, batch() + r" + \beta_{c}", r"too much: \beta_{c}"),
    "only the rows of images": (
        IMAGES, image(mean=r"\sum_{n'=0}^{N-1} g_{n', c, h, w}"), "missing"),
    "only the pixels of images": (
        IMAGES, image(mean=r"\sum_{h'=0}^{H-1} \sum_{w'=0}^{W-1} g_{n, c, h', w'}"), "missing"),
    "number of rows for number of entries": (
        IMAGES, image(front=r"\frac{\gamma_{c} s_{c}}{N}"), r"\frac{1}{N}"),
    "axes of sizes swapped": (IMAGES, image(count="N H H"), "should be"),
    "channels summed": (
        IMAGES, image(mean=rf"\sum_{{c'=0}}^{{C-1}} {ALL} g_{{n', c', h', w'}}"), "too much"),
    "height taken for width": (
        IMAGES, image(spread=rf"{ALL} {GI} \hat{{x}}_{{n', c, w', h'}}"), ""),
    "gradient of gamma without normalised value": (
        BATCH, rf"\frac{{\partial L}}{{\partial \gamma_{{c}}}} = {G}", "missing"),
    "gradient of gamma as a mean": (
        BATCH,
        rf"\frac{{\partial L}}{{\partial \gamma_{{c}}}} = \frac{{1}}{{N}} {GH}",
        "should be"),
    "gradient of beta times gamma": (
        BATCH, rf"\frac{{\partial L}}{{\partial \beta_{{c}}}} = \gamma_{{c}} {G}", r"\gamma_{c}"),
    "gradient of beta of one row": (
        BATCH, r"\frac{\partial L}{\partial \beta_{c}} = g_{0, c}", "missing"),
    "scale of the wrong entry": (
        LAYER,
        r"\frac{\partial L}{\partial x_{n, d}} = \frac{\gamma_{d} s_{n}}{D} \left(D g_{n, d} - "
        r"\sum_{d'=0}^{D-1} g_{n, d'} - \hat{x}_{n, d} \sum_{d'=0}^{D-1} g_{n, d'} "
        r"\hat{x}_{n, d'}\right)",
        "missing"),
    "no mean was subtracted": (
        LAYER,
        r"\frac{\partial L}{\partial x_{n, d}} = \frac{s_{n}}{D} \left(D \gamma_{d} g_{n, d} - "
        r"\hat{x}_{n, d} \sum_{d'=0}^{D-1} \gamma_{d'} g_{n, d'} \hat{x}_{n, d'}\right)",
        "missing"),
}  # fmt: skip


@pytest.fixture(scope="module")
def layers():
    """The derivations that the claims are about, each with its context and what it knows."""
    found = {}
    for theorem, givens in (
        ("batch_norm_gradients", BATCH),
        ("batch_norm_gradients", IMAGES),
        ("layer_norm_gradients", LAYER),
    ):
        derivation = derive(theorem, **givens)
        known = context_of(derivation).assuming(*(s.statement for s in derivation.steps))
        found[id(givens)] = derivation.symbols, known
    return found


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_gradient_is_rejected_and_its_fault_named(layers, fault) -> None:
    """Never proved; the message says which terms are missing, too much or changed."""
    givens, latex, said = WRONG[fault]
    symbols, context = layers[id(givens)]
    verdict = decide(statement(latex, symbols), context)
    assert isinstance(verdict, Refuted | Undecided), verdict
    text = verdict.detail if isinstance(verdict, Refuted) else " ".join(verdict.reasons)
    assert any(word in text for word in ("missing", "too much", "should be")), text
    assert said in text


@pytest.mark.parametrize("latex", [batch(), image()], ids=["batch", "images"])
def test_the_right_ones_are_proved(layers, latex) -> None:
    """The same lines without a fault."""
    symbols, context = layers[id(BATCH if latex == batch() else IMAGES)]
    assert isinstance(decide(statement(latex, symbols), context), Proved)


def test_there_are_many() -> None:
    """The gate asks for forty."""
    assert len(WRONG) >= 40
