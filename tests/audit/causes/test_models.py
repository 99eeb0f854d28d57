"""Computed sources of mistakes start from what the theorem says, or give nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from symconv.audit.causes.by_hand import by_hand_variants
from symconv.audit.causes.fields import field_variants
from symconv.audit.causes.networks import network_variants
from symconv.audit.causes.pools_by_hand import pool_variants
from symconv.audit.causes.question import Question, twin
from symconv.audit.causes.rederived import rederived_variants
from symconv.audit.causes.trees import number

Asked = Callable[..., Question]
LAYERS = ["conv 8 kernel_size=5 stride=2 padding=2", "max_pool 2", "flatten", "linear 10"]
NET = {"size": [33, 41], "channels": 3, "layers": LAYERS}


@pytest.mark.parametrize("theorem", ["network_sizes", "network_parameters", "network_channels"])
def test_a_network_that_is_not_reproduced_has_no_variants(question: Asked, theorem: str) -> None:
    """If the plain model does not give the theorem's conclusions, it says nothing at all."""
    given = {k: v for k, v in NET.items() if theorem != "network_channels" or k != "size"}
    if theorem == "network_channels":
        given["layers"] = [
            "conv 8 in_channels=3 kernel_size=3",
            "conv 4 in_channels=? kernel_size=3",
        ]
    asked = question(theorem, given)
    assert list(network_variants(asked))
    other = replace(asked, trees=(number(77), *asked.trees[1:]))
    assert not list(network_variants(other))


def test_fields_that_are_not_reproduced_have_no_variants(question: Asked) -> None:
    """The same for receptive fields."""
    asked = question("receptive_field", {"size": [200], "layers": LAYERS[:2]})
    assert list(field_variants(asked))
    assert not list(field_variants(replace(asked, trees=(number(6), *asked.trees[1:]))))


def test_a_twin_says_the_same_at_the_numbers(question: Asked) -> None:
    """Letters for numbers; no twin where the theorem takes no letters."""
    given = {"size": [37, 52], "kernel_size": 5, "stride": 3, "padding": 2}
    found = twin(question("conv_size", given))
    assert found is not None
    assert sorted(found.numbers.values()) == [2, 3, 5, 37, 52]
    assert twin(question("conv_by_hand", {"X": [[1, 2], [3, 4]], "W": [[1]]})) is None


def test_arrays_have_many_variants(question: Asked) -> None:
    """Every parameter that is not at its default, every turn of the kernel, and both."""
    given = {
        "X": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
        "W": [[1, 2], [3, 5]],
        "stride": 2,
        "padding": 1,
    }
    found = list(by_hand_variants(question("conv_by_hand", given)))
    assert len(found) > 50
    made = {m.name for variant in found for m in variant.mistakes}
    assert {"stride-ignored", "padding-ignored", "params-ignored", "kernel-flipped", "sign"} <= made
    assert not list(by_hand_variants(question("conv_size", {"size": [5]})))


def test_pools_and_matrices(question: Asked) -> None:
    """Pools by kernels, matrices of taps by the theorem."""
    pool = question("max_pool_by_hand", {"X": [[1, 2, 3], [4, 5, 6], [7, 8, 9]], "kernel_size": 2})
    assert {v.mistakes[0].name for v in pool_variants(pool)} >= {
        "stride-ignored",
        "sum-for-maximum",
    }
    matrix = question("conv_matrix", {"size": [3, 3], "kernel_size": 2, "stride": 2, "padding": 1})
    made = {v.mistakes[0].name for v in rederived_variants(matrix)}
    assert {"stride-ignored", "padding-ignored", "params-ignored"} <= made
