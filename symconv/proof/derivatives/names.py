"""The definitions of a context, and those that differentiation adds to them.

*Defines* `Names`. What is made here has a blank in its name, which no text can spell, so it
captures nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from symconv.latex.tree import Expr, Node
from symconv.notation import Declared, Domain, Kind, Name, SymbolTable
from symconv.proof.context import Context, Definition, Entries, Formula, Tensor
from symconv.proof.indices.scalars import Unsupported
from symconv.proof.unfolding import names_in


class Names:
    """Definitions and declarations; they grow while a statement is differentiated."""

    def __init__(self, context: Context) -> None:
        self.definitions: dict[Name, Definition] = dict(context.definitions)
        self.rows: dict[Name, Declared] = dict(context.symbols.rows)
        self.arguments: dict[Name, Name] = {}
        self._numbers = count()

    @property
    def symbols(self) -> SymbolTable:
        """The names of the context and those that were made."""
        return SymbolTable(self.rows)

    def fresh(self, rank: int) -> tuple[Name, ...]:
        """Return index names that occur nowhere else."""
        return tuple(Name(f"index {next(self._numbers)}") for _ in range(rank))

    def fresh_word(self, words: str) -> Name:
        """Return a name that holds these words, several of them."""
        made = Name(words)
        while made in self.rows:
            made = Name(f"{words} {next(self._numbers)}")
        return made

    def add(self, name: Name, definition: Formula | Tensor) -> None:
        """Define a name that is new."""
        rank = len(definition.shape)
        kind = Kind.TENSOR if rank else Kind.SCALAR
        self.rows[name] = Declared(name, Domain.REAL, kind, rank)
        self.definitions[name] = definition

    def is_constant(self, name: Name) -> bool:
        """Whether a name can be that of a positive constant: declared so, without a definition."""
        row = self.rows.get(name)
        return row == Declared(name, Domain.POSITIVE_REAL) and name not in self.definitions

    def gradient_of(self, function: Name, argument: Name) -> Name:
        """Return the gradient of an unknown function at one tensor, a free tensor of its sizes."""
        made = function_derivative(function)
        if self.arguments.setdefault(made, argument) != argument:
            raise Unsupported(f"{function} of two different tensors")
        if made not in self.definitions:
            if made in self.rows:
                raise Unsupported(f"{made} is declared, and is the gradient of {function}")
            self.add(made, Tensor(self.sizes(argument)))
        return made

    def sizes(self, name: Name) -> tuple[Expr, ...]:
        """Return the sizes of a tensor, ``()`` for a scalar; raise Unsupported if unstated."""
        match self.definitions.get(name):
            case Formula(_, _, (_, *_) as shape) | Tensor((_, *_) as shape, _):
                return shape
            case Formula(_, (), ()):
                return ()
        if name in self.rows and self.rows[name].kind is Kind.SCALAR:
            return ()
        raise Unsupported(f"the sizes of {name} are not stated")

    def depends(self, node: Node, variable: Name) -> bool:
        """Whether a name leads to the variable, directly or through definitions."""
        todo, seen = list(names_in(node)), set[Name]()
        while todo:
            name = todo.pop()
            if name == variable:
                return True
            if name not in seen:
                seen.add(name)
                todo.extend(self._leads_to(name))
        return False

    def _leads_to(self, name: Name) -> Iterator[Name]:
        if name in self.arguments:
            yield self.arguments[name]
        match self.definitions.get(name):
            case Formula(body, _, _):
                yield from names_in(body)
            case Tensor(_, entries) if entries is not None:
                yield from _names_of_entries(entries)


def function_derivative(function: Name) -> Name:
    """Return how the derivative of a function is spelled: with one more prime."""
    return Name(
        function.base,
        function.primes + 1,
        function.accent,
        function.font,
        function.layer,
        function.label,
    )


def _names_of_entries(entries: Sequence[Entries | Expr]) -> Iterator[Name]:
    for entry in entries:
        if isinstance(entry, tuple):
            yield from _names_of_entries(entry)
        else:
            yield from names_in(entry)
