r"""What an answer has to state: the conclusions of a derivation, one item each.

*Defines* `items_of`, which reads the boxed answer, and finds the names by which a text may call
each conclusion: its own symbol, its layer as the question names it, and words.
"""

from __future__ import annotations

from collections.abc import Mapping

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.scaled import written_out
from symconv.audit.judge.aliases import alias, bare, layer_of, without_axis, without_phase
from symconv.audit.judge.item import Item
from symconv.audit.judge.sums import with_sums
from symconv.errors import SymconvError
from symconv.latex.reader import read
from symconv.latex.tree import Boxed, Chain, Expr, Statement, Symbol, Tuple
from symconv.proof.derivation import Derivation
from symconv.sheets.given import Given
from symconv.theorems.stages import read_stages

WORDS: Mapping[str, tuple[str, ...]] = {
    "thetaw": ("weights", "weight"),
    "thetab": ("biases", "bias"),
    "theta": ("parameters", "params", "total", "in total", "altogether"),
    "theta'": ("parameters", "params"),
    "mu": ("multiplications", "macs"),
    "alpha": ("additions", "adds"),
    "C'": ("channels", "depth"),
    "r": ("receptive field",),
    "sigma": ("subtractions", "subtraction"),
    "mtwo": ("two loops", "two loop"),
    "mone": ("one loop",),
    "mno": ("no loop", "no loops", "without loop", "without loops", "without a loop"),
}


def items_of(derivation: Derivation, given: Mapping[str, Given] | None = None) -> tuple[Item, ...]:
    """Return the conclusions of a derivation; ``given`` is what it was derived from.

    >>> from symconv.theorems import derive
    >>> [sorted(item.aliases) for item in items_of(derive("conv_size", size=[5, 5]))]
    [["H'"], ["W'"]]
    """
    given = given or {}
    names = layer_names(given.get("layers"))
    lines = read(derivation.answer.latex, derivation.symbols, source="answer")
    items = tuple(_item(line.statement, names) for line in lines)
    return with_sums(items, derivation, given)


def layer_names(layers: object) -> Mapping[int, str]:
    """Return how a question calls the layers of a network, by number."""
    if layers is None:
        return {}
    try:
        return {s.number: s.line.name for s in read_stages(layers) if s.line.name}
    except SymconvError:
        return {}


def _item(statement: Statement, names: Mapping[int, str]) -> Item:
    while isinstance(statement, Boxed):
        statement = statement.body
    match statement:
        case Chain(sides, relations) if set(relations) <= {"=", ":="}:
            subjects = _subjects(sides)
            return _named(subjects, written_out(sides[-1]), names, statement)
        case _:
            return Item((), statement, statement=statement)


def _subjects(sides: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """The first side, and those after it that are names of the same kind."""
    first, *others = sides[:-1]
    more = [s for s in others if type(s) is type(first) and names_in_tree(s)]
    return (first, *more)


def _named(
    subjects: tuple[Expr, ...], value: Expr, names: Mapping[int, str], statement: Statement
) -> Item:
    own = {alias(s) for s in subjects}
    own |= {without_phase(a) for a in own}
    layer = layer_of(subjects[0])
    axisless = {without_axis(s.name) for s in subjects if isinstance(s, Symbol)}
    own |= axisless
    words: tuple[str, ...] = tuple(w for a in sorted(own) for w in WORDS.get(a, ()))
    if layer is not None:
        words += (f"layer {layer}",)
        if layer in names:
            own.add(names[layer].replace("_", ""))
            words += (names[layer].lower(),)
    if isinstance(subjects[0], Tuple) and isinstance(value, Tuple):
        own |= {alias(s) for s in subjects[0].items} if len(subjects[0].items) == 1 else set()
    unasked = layer is not None and bool(names) and layer not in names
    called = names.get(layer, "") if layer is not None else ""
    return Item(
        subjects,
        value,
        frozenset({*own, *map(bare, subjects)} - {""}),
        words,
        layer,
        statement,
        optional=unasked,
        called=called,
    )
