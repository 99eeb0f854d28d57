r"""The cheapest stack of convolutions with a receptive field of at least ``r`` pixels.

All layers have the same numbers of channels. A layer of kernel ``k`` costs ``k^2`` multiplications
per unit and pair of channels; layers before a stride have more units. The least cost of what is
still to be done is the least, over the next layer, of its cost and the least cost of what is left
(`symconv.algebra.least_cost`). These equations are the derivation: they leave no stack out, so the
number that they end in is the least, and the stack that it comes from is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from symconv.algebra.least_cost import Costs, Layer, State, cheapest
from symconv.errors import GivenError, WitnessError
from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.author import define, step
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.figures.hops import Hop
from symconv.theorems.figures.receptive_cone import receptive_cone
from symconv.theorems.givens import integers
from symconv.theorems.receptive_witness import Tap, ends

MOST_STATES = 60
TRIED = 40_000
CONVENTIONS = (
    "Costs are multiplications for one unit of the last layer and one pair of channels; all layers "
    "have equally many channels, images have two axes, and borders are not counted.",
    "No stride is larger than its kernel, so that no pixel is skipped.",
)


def least_cost_of_receptive_field(
    *, receptive_field: int, kernels: Sequence[int] = (3, 5, 7), jump: int = 1
) -> Derivation:
    r"""Return the derivation of the least cost to see ``receptive_field`` pixels along each axis.

    ``kernels`` are the kernel sizes to choose from, ``jump`` is the product of all strides. The
    value holds the cost, and kernel and stride of every layer of a cheapest stack.

    >>> least_cost_of_receptive_field(receptive_field=7).answer.value
    (27, ((3, 1), (3, 1), (3, 1)))
    """
    (field,) = integers(receptive_field, "receptive_field", rank=1, least=1)
    (last,) = integers(jump, "jump", rank=1, least=1)
    sizes = _kernels(kernels)
    costs = cheapest(field, sizes, jump=last)
    if costs is None:
        raise GivenError(
            f"no stack of kernels {', '.join(map(str, sizes))} sees {field} pixels with a jump of "
            f"{last} and skips none",
            remedy="allow larger kernels",
            given="kernels",
        )
    if len(costs.least) > MOST_STATES:
        raise GivenError(
            f"the derivation would have {len(costs.least)} lines, more than {MOST_STATES}",
            remedy="ask for a smaller receptive field",
            given="receptive_field",
        )
    return _derivation(field, sizes, last, costs)


def _derivation(field: int, kernels: Sequence[int], jump: int, costs: Costs) -> Derivation:
    states = sorted(costs.least, key=lambda s: (-s[0], s[1]))
    names = " ".join(_name(state) for state in states)
    symbols = SymbolTable.of(scalars(names, Domain.INTEGER))
    stack = costs.stack()
    conclusions = [
        f"{_name(costs.start)} = {costs.least[costs.start]}",
        *_tally(stack, jump, field, costs.least[costs.start]),
    ]
    hops = [Hop(_words(layer), layer.kernel, layer.stride) for layer in stack]
    return Derivation(
        name="least_cost_of_receptive_field",
        title="The cheapest stack with a given receptive field",
        symbols=symbols,
        conventions=CONVENTIONS,
        definitions=tuple(_defined(costs, state, symbols) for state in states),
        steps=tuple(_steps(costs, states, conclusions, symbols)),
        answer=Answer(
            box(conclusions),
            (costs.least[costs.start], tuple((x.kernel, x.stride) for x in stack)),
        ),
        witness=Witness(
            "all stacks up to a depth, counted one by one, and gradients through the cheapest",
            lambda: _check(field, kernels, jump, costs),
        ),
        remarks=(_said(stack),),
        figures=receptive_cone(hops, f"A cheapest stack that sees {field} pixels or more."),
    )


def _kernels(value: object) -> tuple[int, ...]:
    """Return different kernel sizes in order."""
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        raise GivenError(
            f"kernels must be a list of integers, not {value!r}",
            remedy="write kernels: [3, 5, 7]",
            given="kernels",
        )
    return tuple(sorted(set(integers(value, "kernels", rank=len(value), least=1))))


def _name(state: State) -> str:
    """Return the name of the least cost from a state: what is missing, and the jump if not 1."""
    jump, missing = state
    return f"G^{{({missing})}}" + (rf"_{{\mathrm{{jump{jump}}}}}" if jump > 1 else "")


def _defined(costs: Costs, state: State, symbols: SymbolTable) -> Defined:
    jump, missing = state
    options = [f"{c.cost} + {_name(c.behind)}" for c in costs.choices[state]]
    body = options[0] if len(options) == 1 else rf"\min\left({', '.join(options)}\right)"
    layers = ", ".join(_words(choice.layer) for choice in costs.choices[state])
    reason = f"the least cost at jump {jump} with {missing} pixels missing: next is {layers}"
    if not options:
        body, reason = "0", "nothing is missing"
    return define(f"{_name(state)} := {body}", reason, symbols)


def _steps(
    costs: Costs, states: Sequence[State], conclusions: Sequence[str], symbols: SymbolTable
) -> Iterator[Step]:
    for state in states:
        if costs.choices[state]:
            line = f"{_name(state)} = {costs.least[state]}"
            yield step(line, f"the least of {len(costs.choices[state])}", symbols)
    for line, reason in zip(
        conclusions[1:], ("a stack that costs no more", "and sees enough"), strict=True
    ):
        yield step(line, reason, symbols)


def _tally(stack: Sequence[Layer], jump: int, field: int, cost: int) -> list[str]:
    """Return what a stack costs and how much it sees, layer by layer."""
    costs, reaches, now = [], ["1"], 1
    for layer in stack:
        reaches.append(f"{layer.kernel - 1}" + (rf" \cdot {now}" if now > 1 else ""))
        now *= layer.stride
        units = jump // now
        costs.append(f"{layer.kernel}^{{2}}" + (rf" \cdot {units}^{{2}}" if units > 1 else ""))
    return [f"{' + '.join(costs) or '0'} = {cost}", rf"{' + '.join(reaches)} \ge {field}"]


def _words(layer: Layer) -> str:
    return f"conv {layer.kernel}" + (f" of stride {layer.stride}" if layer.stride > 1 else "")


def _said(stack: Sequence[Layer]) -> str:
    return f"A cheapest stack: {', '.join(map(_words, stack)) or 'no layer at all'}."


def _check(field: int, kernels: Sequence[int], jump: int, costs: Costs) -> int:
    """Count all stacks up to a depth; none is cheaper, and the cheapest sees what it should."""
    layers = [(k, s) for k in kernels for s in range(1, min(k, jump) + 1)]
    least, cases = costs.least[costs.start], 0
    for depth in range(len(costs.stack()) + 2):
        if len(layers) ** depth > TRIED:
            break
        for stack in product(layers, repeat=depth):
            cost = _cost(stack, field, jump)
            if cost is not None and cost < least:
                raise WitnessError(f"{stack} costs {cost}, less than {least}")
            cases += 1
    taps = [Tap(layer.kernel, layer.stride) for layer in costs.stack()]
    size = 2 * field + sum(t.k for t in taps) * jump
    first, last = ends(taps, size, 0) if taps else (0, 0)
    if last - first + 1 < field:
        raise WitnessError(f"the stack sees {last - first + 1} pixels, fewer than {field}")
    return cases + 1


def _cost(stack: Sequence[tuple[int, int]], field: int, jump: int) -> int | None:
    """Return what a stack costs, None if it does not see enough or ends in another jump."""
    seen, now, products = 1, 1, []
    for kernel, stride in stack:
        seen, now = seen + (kernel - 1) * now, now * stride
        products.append((kernel, now))
    if now != jump or seen < field:
        return None
    return sum((kernel * (jump // at)) ** 2 for kernel, at in products)
