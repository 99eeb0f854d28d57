"""Faults on purpose: a checker that was never seen failing is not a checker.

Each fault changes one thing that a careless author, printer or kernel could get wrong, and names
the check that must catch it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from symconv import kernels
from symconv.errors import ProofError, WitnessError
from symconv.latex.reader import read_one
from symconv.proof.derivation import Answer, Defined, Derivation, Step
from symconv.proof.prove import judge, prove
from symconv.proof.verdict import Proved, Refuted
from symconv.theorems import derive

HAND = {"X": [[3, 1, 2], [6, 8, 1], [2, 7, 4]], "W": [[-1, 2], [1, -2]], "stride": 1, "padding": 1}
BACK = {"Y": [[4, 3], [2, 1]], "W": [[-1, 2], [3, -4]], "stride": 2, "padding": 1}
FLOOR = r"\left\lfloor \frac{H + 2 P - K}{S} \right\rfloor"
STRIDED = {"size": [5], "kernel_size": 3, "stride": 2, "padding": 1}


def edited(derivation: Derivation, number: int, old: str, new: str) -> Derivation:
    """The derivation with one step's LaTeX changed, as a wrong author would have written it."""
    step = derivation.steps[number]
    assert old in step.latex, step.latex
    latex = step.latex.replace(old, new, 1)
    wrong = replace(step, latex=latex, statement=read_one(latex, derivation.symbols).statement)
    steps = (*derivation.steps[:number], wrong, *derivation.steps[number + 1 :])
    return replace(derivation, steps=steps)


WRONG_STEPS: list[tuple[str, str, dict[str, Any], int, str, str]] = [
    ("kernel reaches one too far", "conv_size", {}, 0, "K - 1", "K"),
    ("padding counted once", "conv_size", {}, 0, "S o \\leq H + 2 P", "S o \\leq H + P"),
    ("ceiling for floor", "conv_size", {}, 1, FLOOR, FLOOR.replace("floor", "ceil")),
    ("dropped floor", "output_padding", {}, 3, FLOOR, r"\frac{H + 2 P - K}{S}"),
    ("off by one size", "conv_size", {}, 2, "H' - 1", "H'"),
    ("dropped dilation", "conv_size", {"dilation": "D"}, 0, r"D \left(K - 1\right)", "K - 1"),
    ("remainder of the wrong size", "conv_size", {}, 3, r"\bmod S", r"\bmod K"),
    ("swapped height and width", "conv_size", {}, 4, "S o + K - 1 \\leq W", "S o + K - 1 \\leq H"),
    ("sign of the padding", "output_padding", {}, 1, "- 2 P + K + P'", "+ 2 P + K + P'"),
    ("kernel forgotten", "output_padding", {}, 2, "- 2 P + K", "- 2 P"),
    ("stride minus one", "output_padding", {}, 3, r"- S \left", r"- \left(S - 1\right) \left"),
    ("remainder not below the stride", "output_padding", {}, 5, "S - 1", "S - 2"),
    ("modulus is the kernel", "output_padding", {}, 4, r"\bmod S", r"\bmod K"),
    ("slip in a product", "conv_by_hand", HAND, 2, r"\left(-2\right) \cdot 3", r"2 \cdot 3"),
    ("slip in a sum", "conv_by_hand", HAND, 2, "= -6", "= -5"),
    ("wrong padded entry", "conv_by_hand", HAND, 1, "0 & 3 & 1", "0 & 3 & 2"),
    ("stamp with a wrong sign", "conv_transpose_by_hand", BACK, 1, "-4 &", "4 &"),
    ("overlap not added", "conv_transpose_by_hand", BACK | {"stride": 1}, 5, "-1", "8"),
    ("wrong tap in the matrix", "conv_matrix", STRIDED, 4, "w_{2}", "w_{1}"),
    ("shifted window", "conv_matrix", STRIDED, 1, "x_{0}", "x_{2}"),
    ("transposed kernel", "conv_matrix", {"kernel_size": 2}, 5, "w_{(0, 1)}", "w_{(1, 0)}"),
    ("wrong sample", "conv_transpose_matrix", {}, 1, "x_{(0, 0)}", "x_{(1, 0)}"),
    ("matrix times the kernel", "conv_matrix", {}, -1, r"\left(x\right)", r"\left(w\right)"),
    ("wrong permutation", "sub_pixel_equivalence", {}, 3, r"A_{\pi_{r}, q}", "A_{r, q}"),
    ("rows and columns of the block swapped", "sub_pixel_equivalence", {}, 4,
     r"2 \cdot \left(i \bmod 2\right) + \left(j", r"2 \cdot \left(j \bmod 2\right) + \left(i"),
    ("its own stride counted too", "receptive_field_of_any_depth", {}, 2, "^{l - 1}", "^{l}"),
    ("the pixel itself forgotten", "receptive_field_of_any_depth", {}, 2, "r_{L} = 1 +", "r_{L} ="),
    ("last term twice", "receptive_field_of_any_depth", {}, 1, "^{n + 1}", "^{n + 2}"),
    ("sign of the shifts", "size_law_of_any_depth", {}, 3, "W + C", "W - C"),
    ("one input too many", "size_law_of_any_depth", {}, 4, "+ B - 1", "+ B"),
    ("one layer too few", "receptive_field_stride_one", {}, 2, "1 + L", "L"),
    ("a cheaper stack than there is", "least_cost_of_receptive_field", {"receptive_field": 7},
     -3, "= 27", "= 26"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "givens", "number", "old", "new"),
    [fault[1:] for fault in WRONG_STEPS],
    ids=[fault[0] for fault in WRONG_STEPS],
)
def test_a_wrong_step_is_refuted(
    name: str, givens: dict[str, Any], number: int, old: str, new: str
) -> None:
    """The prover refutes the line, not another, and says where it fails."""
    derivation = derive(name, **givens)
    wrong = edited(derivation, number % len(derivation.steps), old, new)
    report = judge(wrong)
    verdict = report.steps[number].verdict
    assert isinstance(verdict, Refuted), verdict
    assert verdict.counterexample or verdict.detail
    with pytest.raises(ProofError, match=f"{name}, step .*refuted"):
        prove(wrong)


def test_a_wrong_answer_is_refuted() -> None:
    """The box is judged like a step."""
    derivation = derive("conv_size", size=[5], kernel_size=3)
    wrong = replace(derivation, answer=Answer("m = 4", 4))
    with pytest.raises(ProofError, match=r"'the answer'.*refuted"):
        prove(wrong)


def test_the_answer_may_not_lean_on_what_was_not_demanded() -> None:
    """Without the demand that the size is restored, the output padding is not determined."""
    derivation = derive("output_padding", size=["n"], kernel_size="k", stride="s", padding="p")
    with pytest.raises(ProofError, match=r"'the answer'.*(refuted|undecided)"):
        prove(replace(derivation, demands=()))


def test_a_missing_hypothesis_is_noticed() -> None:
    """Without 'the kernel fits' the count of windows is wrong."""
    derivation = derive("output_padding")
    with pytest.raises(ProofError, match=r"cannot be used here|refuted"):
        prove(replace(derivation, hypotheses=()))


def test_contradictory_hypotheses_prove_nothing() -> None:
    """From n >= 3 and n < 3 everything would follow; the derivation is refused instead."""
    derivation = derive("conv_size", size=["n"], kernel_size="k", stride="s", padding="p")
    more = tuple((h, read_one(h, derivation.symbols).statement) for h in (r"n \ge 3", "n < 3"))
    with pytest.raises(ProofError, match="no values were found that satisfy all hypotheses"):
        prove(replace(derivation, hypotheses=derivation.hypotheses + more))


def test_a_misprint_is_caught_by_reading_back() -> None:
    """A line that prints something else than was proved stops the build."""
    derivation = derive("conv_size")
    step = derivation.steps[0]
    misprint = replace(step, latex=step.latex.replace("2 P", "3 P", 1))
    with pytest.raises(ProofError, match="does not read back"):
        judge(replace(derivation, steps=(misprint, *derivation.steps[1:])))


def test_a_step_that_shows_nothing_is_refused() -> None:
    """Two equal lines in a row are a mistake of the author."""
    derivation = derive("conv_size")
    twice = (derivation.steps[0], *derivation.steps)
    with pytest.raises(ProofError, match="step 2 repeats the line before it"):
        judge(replace(derivation, steps=twice))


def test_a_step_may_use_only_what_came_before() -> None:
    """An unknown label is an error, not an empty hypothesis."""
    derivation = derive("conv_size")
    first: Step = replace(derivation.steps[0], uses=("later",))
    with pytest.raises(ProofError, match="uses 'later'"):
        judge(replace(derivation, steps=(first, *derivation.steps[1:])))


def test_a_lemma_about_other_definitions_is_refused() -> None:
    """A lemma may be used only where its names mean the same."""
    derivation = derive("output_padding")
    other = derive("output_padding", dilation="D")
    with pytest.raises(ProofError, match="cannot be used here"):
        judge(replace(derivation, lemmas=other.lemmas))


def flipped_conv(x: Any, w: Any, **rest: Any) -> Any:
    return kernels.conv(x, np.flip(w, tuple(range(2, w.ndim))), **rest)


def undilated_conv(x: Any, w: Any, **rest: Any) -> Any:
    wide = np.zeros([*w.shape[:2], *(2 * k - 1 for k in w.shape[2:])], w.dtype)
    wide[..., : w.shape[2], : w.shape[3]] = w
    return kernels.conv(x, wide, **{**rest, "dilation": 1})


def transposed_image_conv(x: Any, w: Any, **rest: Any) -> Any:
    return kernels.conv(x.swapaxes(2, 3), w, **rest)


@pytest.mark.parametrize("broken", [flipped_conv, undilated_conv, transposed_image_conv])
def test_a_wrong_kernel_is_caught_by_the_proof(
    broken: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The numbers of a hand calculation come from the kernel; the definition refutes wrong ones."""
    monkeypatch.setattr("symconv.theorems.conv_by_hand.conv", broken)
    derivation = derive("conv_by_hand", **HAND | {"dilation": 2, "padding": 2})
    with pytest.raises(ProofError, match="refuted"):
        judge_or_prove(derivation)


def judge_or_prove(derivation: Derivation) -> None:
    try:
        prove(derivation)
    except WitnessError as error:
        raise ProofError(f"refuted by the witness: {error}") from None


def test_a_wrong_kernel_is_caught_by_the_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    """A matrix that is right meets a kernel that is not."""
    monkeypatch.setattr("symconv.theorems.conv_matrix.conv", flipped_conv)
    with pytest.raises(WitnessError, match=r"matrix and the convolution kernel disagree"):
        prove(derive("conv_matrix", size=[3, 3], kernel_size=2))


def test_a_shifted_window_in_both_matrices_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Symbolic road wrong throughout: only the independent kernel can tell, and it does."""
    from symconv.algebra import tap_values

    def shifted(matrix: Any, weights: Any, x: Any) -> Any:
        return np.roll(tap_values.matvec(matrix, weights, x), 1)

    monkeypatch.setattr("symconv.theorems.conv_transpose_matrix.matvec", shifted)
    with pytest.raises(WitnessError, match="disagree"):
        prove(derive("conv_transpose_matrix"))


def test_a_size_formula_that_the_kernel_contradicts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shape of an array outvotes a formula."""
    monkeypatch.setattr(
        "symconv.theorems.size_witness._conv", lambda concrete: np.zeros((1, 1, concrete[0]))
    )
    with pytest.raises(WitnessError, match="kernel gives size"):
        prove(derive("conv_size"))


def test_a_wrong_definition_changes_the_verdict() -> None:
    """The matrix is judged against its definition, so a wrong definition cannot pass."""
    derivation = derive("conv_matrix", size=[3], kernel_size=2)
    wrong = tuple(
        _with_reversed_kernel(derivation, d) if d.name.base == "A" else d
        for d in derivation.definitions
    )
    report = judge(replace(derivation, definitions=wrong))
    assert any(isinstance(j.verdict, Refuted) for j in report.steps)


def _with_reversed_kernel(derivation: Derivation, defined: Defined) -> Defined:
    from symconv.proof.author import define

    latex = defined.latex.replace("w_{u}", "w_{1 - u}")
    return define(latex, defined.reason, derivation.symbols, shape=[2, 3])


def test_the_right_lines_pass() -> None:
    """The faults above are caught because they are faults."""
    for name, givens in [("conv_size", {}), ("conv_by_hand", HAND), ("conv_matrix", STRIDED)]:
        assert prove(derive(name, **givens)).shown
    assert isinstance(judge(derive("conv_size")).steps[0].verdict, Proved)
