r"""A question as the search for causes sees it, and its twin with letters for numbers.

*Defines* `Question`, `ask` and `twin`. From ``3`` alone nobody can tell how it came about; from
``\lfloor (H + 2 P - K) / S \rfloor + 1`` at :math:`H = 5, K = 3, \dots` one can. So a theorem whose
givens are numbers is derived once more with a letter for each, and the numbers become a point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from symconv.audit.causes.free_names import names_in_tree
from symconv.audit.causes.points import Points, points_of
from symconv.audit.causes.trees import plus
from symconv.audit.causes.values import NoValue, value_at
from symconv.errors import SymconvError
from symconv.latex.reader import read
from symconv.latex.tree import Boxed, Chain, Node
from symconv.notation import Name, name
from symconv.proof.derivation import Derivation
from symconv.proof.exact_numbers import Exact
from symconv.sheets.given import Given
from symconv.theorems import derive

LETTERS: Mapping[str, str] = {
    "kernel_size": "K",
    "stride": "S",
    "padding": "P",
    "dilation": "D",
    "in_channels": "C",
    "out_channels": "N",
    "channels": "C",
    "groups": "M",
    "depth": "L",
    "jump": "J",
    "output_padding": "O",
}
AXES = ("H", "W", "Z")


@dataclass(frozen=True)
class Question:
    """What was asked, the values of its conclusions, and which letter stands for which given.

    ``sizes`` are the letters of the spatial sizes, one per axis. ``sums`` are conclusions that are
    the sum of others, by number. ``names`` and ``layers`` tell of which quantity and which layer of
    a network each conclusion is, ``numbers`` which letters of a twin stand for numbers. ``time`` is
    the integer of which conclusions are functions; a ``partial`` answer states them at points.
    """

    ask: str
    given: Mapping[str, Given]
    trees: tuple[Node, ...]
    points: Points
    derivation: Derivation
    letters: Mapping[str, Name]
    sizes: tuple[Name, ...] = ()
    sums: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    layers: tuple[int | None, ...] = ()
    numbers: Mapping[Name, Exact] = field(default_factory=dict)
    time: Name | None = None
    partial: bool = False


def plain_count(question: Question) -> int:
    """Return how many conclusions are the theorem's own; sums of them stand behind."""
    return min(question.sums, default=len(question.trees))


def letters_of(given: Mapping[str, Given]) -> tuple[dict[str, Name], tuple[Name, ...]]:
    """Return the givens that are letters, and the letters of the sizes."""
    letters = {k: _name(v) for k, v in given.items() if isinstance(v, str) and k in LETTERS}
    sizes = given.get("size")
    listed = sizes if isinstance(sizes, list) else [sizes]
    return (
        {k: n for k, n in letters.items() if n is not None},
        tuple(n for n in map(_name, listed) if n is not None),
    )


def _name(value: object) -> Name | None:
    try:
        return name(value) if isinstance(value, str) else None
    except SymconvError:
        return None


def twin(question: Question) -> Question | None:
    """Return the question with letters for its numbers; None where that changes the conclusions.

    >>> other = twin(ask("conv_size", {"size": [5], "kernel_size": 3, "stride": 1, "padding": 0}))
    >>> [str(n) for n in other.sizes], sorted(other.letters)
    (['H'], ['kernel_size', 'padding', 'stride'])
    """
    for spell in (str.upper, str.lower):
        lettered, numbers = _lettered(question, spell)
        if not numbers:
            return None
        try:
            found = ask(question.ask, lettered)
        except SymconvError:
            continue
        return _placed(question, found, numbers)
    return None


def _placed(question: Question, found: Question, numbers: Mapping[Name, Exact]) -> Question | None:
    """Return a question with letters at the point of the numbers, if it says the same there."""
    letters = any(names_in_tree(tree) for tree in question.trees)
    places = question.points.values if letters else question.points.values[:1]
    points = Points(tuple({**at, **numbers} for at in places), found.points.definitions)
    both = [plus(*(found.trees[p] for p in parts)) for parts in question.sums.values()]
    found = replace(
        found,
        trees=(*found.trees, *both),
        points=points,
        sums=question.sums,
        names=question.names,
        layers=question.layers,
        numbers=numbers,
    )
    return found if _agree(question, found) else None


def ask(theorem: str, given: Mapping[str, Given]) -> Question:
    """Apply a theorem, and return it as a question; raise what the theorem raises."""
    derivation = derive(theorem, **given)
    trees = conclusions(derivation)
    letters, sizes = letters_of(given)
    return Question(theorem, given, trees, points_of(derivation), derivation, letters, sizes)


def conclusions(derivation: Derivation) -> tuple[Node, ...]:
    """Return the value of each conclusion: what stands behind the last sign of its line."""
    lines = read(derivation.answer.latex, derivation.symbols, source="answer")
    return tuple(_value(line.statement) for line in lines)


def _value(statement: Node) -> Node:
    while isinstance(statement, Boxed):
        statement = statement.body
    return statement.sides[-1] if isinstance(statement, Chain) else statement


def _lettered(
    question: Question, spell: Callable[[str], str]
) -> tuple[dict[str, Given], dict[Name, Exact]]:
    used = {str(n) for n in (*question.letters.values(), *question.sizes)}
    given: dict[str, Given] = dict(question.given)
    numbers: dict[Name, Exact] = {}
    for key, usual in LETTERS.items():
        value, letter = given.get(key), spell(usual)
        if isinstance(value, int) and not isinstance(value, bool) and letter not in used:
            given[key] = letter
            numbers[Name(letter)] = value
            used.add(letter)
    sizes = given.get("size")
    whole = [n for n in sizes if isinstance(n, int)] if isinstance(sizes, list) else []
    axes = AXES[: len(whole)]
    if (
        isinstance(sizes, list)
        and whole == sizes
        and len(whole) <= len(AXES)
        and not used & {*axes}
    ):
        given["size"] = list(axes)
        numbers |= {Name(a): n for a, n in zip(axes, whole, strict=True)}
    return given, numbers


def _agree(question: Question, found: Question) -> bool:
    """Whether the twin says the same as the question, at the numbers of the question."""
    try:
        return all(
            value_at(a, mine) == value_at(b, other)
            for mine, other in zip(question.points, found.points, strict=False)
            for a, b in zip(question.trees, found.trees, strict=False)
        )
    except NoValue:
        return False
