"""Text from anyone, read twice in a process that is killed at a deadline.

*Why a process.* Neither a thread nor a signal can stop a big power or a parser that backtracks; a
process can be killed from outside. The child gets the symbol table through a pipe and answers in
JSON.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys

from symconv.errors import TooLarge
from symconv.latex.second_reader.agreement import Agreement
from symconv.notation import SymbolTable

COMMAND = (sys.executable, "-m", "symconv.latex.second_reader.child")


def read_untrusted(text: str, symbols: SymbolTable, *, seconds: float = 10.0) -> Agreement:
    """Return whether both readers agree on the text, within the deadline.

    A text that the strict reader refuses is ``unreadable``. Raises TooLarge when the deadline
    passes; the child is killed then.
    """
    question = pickle.dumps((text, symbols))
    try:
        done = subprocess.run(
            COMMAND, input=question, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooLarge(f"the second reader did not answer within {seconds:g} s") from None
    if done.returncode != 0:
        return Agreement("unreadable", f"the child process, with exit code {done.returncode}")
    return Agreement(**json.loads(done.stdout))
