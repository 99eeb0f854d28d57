"""Normalisation theorems refuse what does not fit, and their witnesses notice a wrong kernel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symconv.errors import GivenError, ProofError, WitnessError
from symconv.proof.author import step
from symconv.proof.prove import prove
from symconv.theorems import derive
from symconv.theorems.normalisation import double_witness, forward, witness

REFUSED = {
    "no axis": ({"over": []}, "over", "over names no axis"),
    "unknown axis": ({"over": [4]}, "over", "must list axes from 0 to 3"),
    "an axis twice": ({"over": [0, 0]}, "over", "lists an axis twice"),
    "no list": ({"shape": "NCHW"}, "shape", "must be a list of 1 to 5 sizes"),
    "one entry": ({"shape": [1, 3], "over": [0]}, "shape", "whose variance is always 0"),
    "the letter of the loss": ({"shape": ["N", "L"], "over": [0]}, "shape", "means something else"),
    "affine in words": ({"affine": "channels"}, "affine", "must be none, statistics, normalised"),
    "too few indices": ({"indices": ["n"]}, "indices", "must be 4 different small letters"),
    "an index twice": ({"indices": ["n", "n", "h", "w"]}, "indices", "different small letters"),
    "an index that is a tensor": ({"indices": ["n", "x", "h", "w"]}, "indices", "nothing else"),
    "unbiased in words": ({"unbiased": "yes"}, "unbiased", "true or false"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_given_is_named(case) -> None:
    """With what was expected and which given it is."""
    givens, given, said = REFUSED[case]
    with pytest.raises(GivenError, match=said) as caught:
        derive("batch_norm_gradients", **givens)
    assert caught.value.given == given


@pytest.mark.parametrize(
    ("theorem", "module", "kernel"),
    [
        ("batch_norm_gradients", witness, "batch_norm_backward"),
        ("batch_norm_gradients", witness, "batch_norm"),
        ("rms_norm_gradients", witness, "rms_norm_backward"),
        ("batch_norm_inference_gradients", witness, "batch_norm_inference_backward"),
        ("batch_norm_double_backward", double_witness, "batch_norm_backward"),
        ("batch_norm_definition", forward, "batch_norm"),
    ],
)
def test_a_kernel_that_is_a_little_wrong_is_noticed(monkeypatch, theorem, module, kernel) -> None:
    """The witness compares numbers, and a millionth is too much."""
    right = getattr(module, kernel)

    def wrong(*args, **options):
        found = right(*args, **options)
        if isinstance(found, tuple):
            return (found[0] * (1 + 1e-6), *found[1:])
        return found * (1 + 1e-6)

    derivation = derive(theorem)
    assert derivation.witness.check() > 0
    monkeypatch.setattr(module, kernel, wrong)
    with pytest.raises(WitnessError):
        derivation.witness.check()


@pytest.mark.parametrize("number", range(11))
def test_no_line_of_the_backward_pass_can_change_its_sign(number) -> None:
    """Every step with the other sign stops the proof, at its place."""
    derivation = derive("batch_norm_gradients", shape=["N", "D"], over=[0])
    old = derivation.steps[number]
    left, _, right = old.latex.partition(" = ")
    if right == "0":
        pytest.skip("zero has no sign")
    latex = rf"{left} = -\left({right.split(' = ')[-1]}\right) + \varepsilon"
    wrong = step(latex, old.reason, derivation.symbols, label=old.label, uses=old.uses)
    steps = (*derivation.steps[:number], wrong, *derivation.steps[number + 1 :])
    with pytest.raises(ProofError, match=rf"step {number + 1} of"):
        prove(replace(derivation, steps=steps))


def test_large_batches_are_quick_to_witness() -> None:
    """Sizes that are large numbers are proved as they stand and witnessed at small ones."""
    derivation = derive("batch_norm_gradients", shape=[512, 64], over=[0])
    assert r"\frac{\gamma_{j} s_{j}}{512}" in derivation.answer.latex
    assert derivation.witness.check() > 0
