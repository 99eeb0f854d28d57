r"""From the input or from the output: both ways to compute a receptive field agree, for any depth.

Forward, ``r_l = r_{l-1} + (K_l - 1) J_{l-1}``, ``J_l = s_l J_{l-1}``; backward, ``b`` neighbours
of layer ``l`` read ``s_l b + K_l - s_l`` units of layer ``l - 1``. What ``b_l`` neighbours of layer
``l`` see of the input, ``r_l + (b_l - 1) J_l``, does not change from layer to layer: at the output
it is the forward size, at the input the backward one. That is the induction.

*Source.* The two recurrences: A. Araujo, W. Norris, J. Sim, Distill 2019; the invariant is ours.
"""

from __future__ import annotations

from symconv.latex import plain
from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.author import define, statement, step
from symconv.proof.derivation import Answer, Derivation, Witness
from symconv.theorems.receptive_field import INTERIOR
from symconv.theorems.receptive_witness import Tap, extents, middle, require_same, samples

OLD = r"r + \left(b' - 1\right) J"
NEW = r"r' + \left(b - 1\right) J'"


def receptive_field_recurrences() -> Derivation:
    r"""Return the derivation that the forward and the backward recurrence give one size.

    Unprimed: before a layer with span ``K`` and stride ``s``; primed: behind it for the forward
    quantities ``r'``, ``J'``; ``b'`` is what the recurrence from the output gives before it.

    >>> receptive_field_recurrences().answer.latex
    "r' + \\left(b - 1\\right) J' = r + \\left(b' - 1\\right) J"
    """
    symbols = SymbolTable.of(
        scalars("K s r J b", Domain.POSITIVE), scalars("r' J' b'", Domain.INTEGER)
    )

    return Derivation(
        name="receptive_field_recurrences",
        title="Receptive fields from the front and from the back",
        symbols=symbols,
        conventions=(INTERIOR,),
        definitions=(
            define(r"r' := r + \left(K - 1\right) J", "forward: size behind the layer", symbols),
            define("J' := s J", "forward: jump behind the layer", symbols),
            define("b' := s b + K - s", "backward: units read by b neighbours", symbols),
        ),
        steps=(
            step(
                r"s \left(b - 1\right) + \left(K - 1\right) + 1 = b'",
                "b neighbours start at multiples of s; the last one reaches K - 1 units farther",
                symbols,
            ),
            step(
                rf"{NEW} = r + \left(K - 1\right) J + \left(b - 1\right) s J",
                "what b neighbours behind the layer see: one field, and b - 1 jumps more",
                symbols,
            ),
            step(
                rf"r + \left(K - 1\right) J + \left(b - 1\right) s J = {OLD}",
                "as much as the b' units that they read: the quantity is the same before the layer",
                symbols,
            ),
            step(
                r"r' + \left(1 - 1\right) J' = r'",
                "at the output, where b = 1, it is the forward size of the last layer",
                symbols,
            ),
            step(
                r"1 + \left(b' - 1\right) \cdot 1 = b'",
                "at the input, where r = J = 1, it is the backward size: hence, by induction over "
                "the layers, both are equal for any number of layers",
                symbols,
            ),
        ),
        answer=Answer(f"{NEW} = {OLD}", plain.claim(statement(f"{NEW} = {OLD}", symbols))),
        witness=Witness(
            "gradients of random stacks of ones, by the convolution kernel's backward pass", _check
        ),
    )


def _check() -> int:
    """Compare both recurrences with gradients of random stacks."""
    cases, names = 0, [f"{x}{i}" for x in "ks" for i in range(4)]
    for numbers in samples(names, lambda _: 1, 30):
        taps = [Tap(numbers[f"k{i}"], min(3, numbers[f"s{i}"])) for i in range(4)]
        forward, jump = 1, 1
        for tap in taps:
            forward, jump = forward + (tap.k - 1) * jump, jump * tap.s
        back = 1
        for tap in reversed(taps):
            back = tap.s * back + tap.k - tap.s
        found = extents(taps, 3 * forward + 12 * jump, middle(1))
        cases += require_same(found * 2, [forward, back], f"stack {taps}")
    return cases
