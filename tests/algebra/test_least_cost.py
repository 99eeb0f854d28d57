"""The cheapest stack: against counting every stack, and against what has no answer."""

from itertools import product

import pytest

from symconv.algebra.least_cost import cheapest
from symconv.errors import GivenError
from symconv.theorems import derive


def counted(field: int, kernels: list[int], jump: int, rank: int, depth: int) -> int | None:
    """The least cost of all stacks up to a depth, from their units and sizes."""
    layers = [(k, s) for k in kernels for s in range(1, min(k, jump) + 1)]
    found = []
    for stack in (s for n in range(depth + 1) for s in product(layers, repeat=n)):
        # backwards: units of each layer that one unit of the last layer reads
        seen, jumps = 1, [1]
        for _, stride in stack:
            jumps.append(jumps[-1] * stride)
        for kernel, stride in reversed(stack):
            seen = stride * (seen - 1) + kernel
        if jumps[-1] == jump and seen >= field:
            found.append(
                sum((k * (jump // j)) ** rank for (k, _), j in zip(stack, jumps[1:], strict=True))
            )
    return min(found, default=None)


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("jump", [1, 2, 3, 4])
@pytest.mark.parametrize("kernels", [[3], [2, 3], [3, 5], [1, 4], [2, 5, 7]])
def test_no_stack_is_cheaper(kernels: list[int], jump: int, rank: int) -> None:
    for field in range(1, 9):
        found = cheapest(field, kernels, jump=jump, rank=rank)
        depth = len(found.stack()) + 1 if found else 4
        if sum(min(k, jump) for k in kernels) ** depth > 20_000:
            continue
        expected = counted(field, kernels, jump, rank, depth)
        assert (found.least[found.start] if found else None) == expected
        if found:
            assert all(layer.stride <= layer.kernel for layer in found.stack())


def test_three_by_three_beats_five_and_seven() -> None:
    """Simonyan and Zisserman 2015: three layers of 3 × 3 for one of 7 × 7, 27 C² for 49 C²."""
    found = cheapest(7, [3, 7])
    assert found is not None
    assert found.least[found.start] == 27
    alone = cheapest(7, [7])
    assert alone is not None
    assert alone.least[alone.start] == 49


@pytest.mark.parametrize(
    ("given", "said", "name"),
    [
        ({"kernels": [1]}, "no stack of kernels 1 sees 9 pixels", "kernels"),
        ({"kernels": [3], "jump": 5}, "with a jump of 5 and skips none", "kernels"),
        ({"kernels": []}, "kernels must be a list of integers", "kernels"),
        ({"kernels": [3, 0]}, "kernels must be a positive integer, not 0", "kernels"),
        ({"receptive_field": 999}, "more than 60", "receptive_field"),
        ({"receptive_field": "r"}, "receptive_field must be", "receptive_field"),
        ({"jump": 0}, "jump must be", "jump"),
    ],
)
def test_what_has_no_answer_is_refused_by_name(given: dict, said: str, name: str) -> None:
    with pytest.raises(GivenError, match=said) as caught:
        derive("least_cost_of_receptive_field", **{"receptive_field": 9, **given})
    assert caught.value.given == name
