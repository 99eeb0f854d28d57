"""The child process of `read_untrusted`: a pickled question on stdin, a JSON answer on stdout."""

from __future__ import annotations

import dataclasses
import json
import pickle
import sys

from symconv.errors import SymconvError
from symconv.latex.reader import read_one
from symconv.latex.second_reader import agrees
from symconv.latex.second_reader.agreement import Agreement
from symconv.notation import SymbolTable

MEMORY = 1 << 31  # bytes of address space


def answer(text: str, symbols: SymbolTable) -> Agreement:
    """Return the agreement of both readers on a text."""
    try:
        return agrees(text, read_one(text, symbols).statement, symbols)
    except SymconvError as error:
        return Agreement("unreadable", error.fact)


def limit_memory() -> None:
    """Bound the process where the platform can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    limit_memory()
    sys.stdout.write(json.dumps(dataclasses.asdict(answer(*pickle.load(sys.stdin.buffer)))))
