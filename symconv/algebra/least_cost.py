r"""The cheapest stack of convolutions that sees far enough: exact, by dynamic programming.

*Defines* `Layer`, `Choice`, `State` and `cheapest`.

*The question.* A layer of kernel ``k`` and stride ``s`` behind a jump ``j`` adds ``(k - 1) j`` to
the receptive field, makes the jump ``s j``, and costs ``k^rank`` multiplications for each of its
units, of which there are ``(J/(s j))^rank`` to one unit of the last layer, whose jump is ``J``.
Which stack adds at least ``h``, at the least cost? Strides are at most as large as kernels, so that
no pixel is skipped.

*Why this is exact.* What the layers behind the first one must still do depends only on the jump and
on what is missing. So the least cost of a state is the least, over its first layer, of that layer's
cost and the least cost of the state behind it. No stack is left out: a layer that adds nothing and
changes no jump only costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

State = tuple[int, int]
"""The jump so far, and how much of the receptive field is still missing."""


@dataclass(frozen=True)
class Layer:
    """A convolution: its kernel size and its stride along every axis."""

    kernel: int
    stride: int


@dataclass(frozen=True)
class Choice:
    """A first layer for a state, what it costs, and the state behind it."""

    layer: Layer
    cost: int
    behind: State


@dataclass(frozen=True)
class Costs:
    """The least cost of every state that can be met, and the choices of each."""

    start: State
    least: Mapping[State, int]
    choices: Mapping[State, tuple[Choice, ...]]

    def stack(self) -> tuple[Layer, ...]:
        """Return a cheapest stack; of several, the one with the smallest kernels in front."""
        found, state = [], self.start
        while self.choices[state]:
            best = min(
                self.choices[state],
                key=lambda c: (c.cost + self.least[c.behind], c.layer.kernel, c.layer.stride),
            )
            found.append(best.layer)
            state = best.behind
        return tuple(found)


def cheapest(field: int, kernels: Sequence[int], *, jump: int = 1, rank: int = 2) -> Costs | None:
    """Return the least costs to see ``field`` pixels with a last jump of ``jump``.

    None when no stack does it: kernel 1 alone never sees more than one pixel, and kernel 3 makes no
    jump of 5 without skipping pixels.

    >>> found = cheapest(7, [3, 5, 7])
    >>> found.least[1, 6], [layer.kernel for layer in found.stack()]
    (27, [3, 3, 3])
    """
    start = (1, field - 1)
    choices: dict[State, tuple[Choice, ...]] = {(jump, 0): ()}
    waiting = [start]
    while waiting:
        state = waiting.pop()
        if state not in choices:
            choices[state] = tuple(_choices(state, kernels, jump, rank))
            waiting += [choice.behind for choice in choices[state]]
    least: dict[State, int] = {(jump, 0): 0}
    for state in sorted(choices, key=lambda s: (-s[0], s[1])):
        choices[state] = tuple(c for c in choices[state] if c.behind in least)
        if choices[state]:
            least[state] = min(c.cost + least[c.behind] for c in choices[state])
    if start not in least:
        return None
    return Costs(start, least, {s: choices[s] for s in least})


def _choices(state: State, kernels: Sequence[int], jump: int, rank: int) -> Iterator[Choice]:
    """Yield the first layers of a state: each adds to the field or to the jump."""
    before, missing = state
    strides = [s for s in range(1, jump // before + 1) if jump % (before * s) == 0]
    for kernel in sorted(set(kernels)):
        for stride in strides:
            if stride > kernel or (stride == 1 and (kernel == 1 or missing == 0)):
                continue
            after = before * stride
            cost = kernel**rank * (jump // after) ** rank
            behind = (after, max(0, missing - (kernel - 1) * before))
            yield Choice(Layer(kernel, stride), cost, behind)
