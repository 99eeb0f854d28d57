"""One line through the backend, piece by piece."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symconv.errors import DialectError, TooLarge
from symconv.latex import tree as t
from symconv.latex.bridge.tree_to_sympy import Converter
from symconv.latex.reader.layout import canonical_tokens
from symconv.latex.reader.source import Source
from symconv.latex.reader.tokens import tokenize
from symconv.latex.second_reader import backends
from symconv.latex.second_reader.agreement import Agreement
from symconv.latex.second_reader.compare import invented, same
from symconv.latex.second_reader.encoder import Encoder
from symconv.latex.second_reader.pieces import pieces, unreadable
from symconv.latex.second_reader.signs import Unreadable
from symconv.notation import SymbolTable


def second_opinion(text: str, statement: t.Node, backend: backends.Backend) -> Agreement:
    """Return what the backend says of a statement that was read from the text."""
    source = Source(text)
    encoder = Encoder(canonical_tokens(source, tokenize(source)))
    refused = [Agreement("unreadable", name) for name in _constructs(statement)]
    for piece in pieces(statement):
        outcome = _ask(encoder, piece, backend)
        if outcome.kind == "disagree":
            return outcome
        if outcome.kind == "unreadable":
            refused.append(outcome)
    return refused[0] if refused else Agreement("agree")


def _constructs(statement: t.Node) -> list[str]:
    return [name for node in t.descendants(statement) if (name := unreadable(node)) is not None]


def _ask(encoder: Encoder, piece: t.Node, backend: backends.Backend) -> Agreement:
    try:
        text = encoder.encode(piece)
        ours = Converter(SymbolTable(), _placeholder).read(encoder.opened(piece))
        theirs = backends.read(backend, text)
    except (Unreadable, backends.Refused, DialectError, TooLarge) as reason:
        return Agreement("unreadable", getattr(reason, "fact", str(reason)))
    stranger = invented(theirs, set(encoder.names.values()))
    if stranger is not None:
        return Agreement("unreadable", f"{backend.name} invents {stranger}")
    if same(ours, theirs):
        return Agreement("agree")
    return Agreement("disagree", f"{text!r} is {ours} to us and {theirs} to {backend.name}")


def _placeholder(node: t.Symbol) -> Any:
    return sp.Symbol(f"z_{{{node.name.label}}}")
