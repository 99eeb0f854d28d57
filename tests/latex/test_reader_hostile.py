"""Hostile text: each string is answered fast, in little memory, with an object or a typed error."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from symconv.errors import SymconvError
from symconv.latex.reader import formulas, read
from symconv.notation import Domain, SymbolTable, functions, scalars, tensors

SECONDS, MEGABYTES = 0.5, 100
TABLE = SymbolTable.of(
    scalars("a n k x", Domain.INTEGER), tensors("w", rank=1), functions("f", rank=1)
)


@contextmanager
def answered_in_time() -> Iterator[None]:
    """Bound the processor time of reading alone.

    No tracer (coverage) watches meanwhile, and what earlier tests left in memory is not searched
    for garbage, or their time would count.
    """
    tracer = sys.gettrace()
    sys.settrace(None)
    gc.freeze()
    started = time.process_time()
    try:
        yield
        assert time.process_time() - started < SECONDS
    finally:
        gc.unfreeze()
        sys.settrace(tracer)


def repeat(text: str, times: int) -> str:
    return text * times


HOSTILE = {
    "tower": "9^{9^{9^9}}",
    "tower symbolic": "n^{9^{9^{9}}}",
    "huge power": "2^{99999999}",
    "huge power base": "99999999999999999999^{9999}",
    "power of power": "{(9^{9999})}^{9999}",
    "number signs": r"\#" * 3000 + "w",
    "number signs apart": r"\# w " * 2000,
    "factorial": "100000000!",
    "factorial of factorial": "((9!)!)!",
    "factorial of power": "(10^6)!",
    "binom": r"\binom{10^9}{5}",
    "digits": "1" * 10**5,
    "digits in bound": "1" * 19999,
    "decimals": "0." + "1" * 15000,
    "exponent float": "1.5E999999999",
    "parens": repeat("(", 10000) + "n" + repeat(")", 10000),
    "parens unclosed": repeat("(", 7000),
    "closers": repeat(")", 7000),
    "braces": repeat("{", 10000) + repeat("}", 10000),
    "braces unclosed": repeat("{", 7000),
    "brackets": repeat("[", 3000) + "n" + repeat("]", 3000),
    "mixed brackets": repeat("([", 2000) + "n" + repeat(")]", 2000),
    "left right": repeat(r"\left(", 1000) + "n" + repeat(r"\right)", 1000),
    "left only": repeat(r"\left(", 2000),
    "frac nest": repeat(r"\frac{1}{", 500) + "n" + repeat("}", 500),
    "frac unbraced": repeat(r"\frac", 3000) + "n",
    "sqrt unbraced": repeat(r"\sqrt", 3000) + "n",
    "sqrt braces": repeat(r"\sqrt{", 300) + "n" + repeat("}", 300),
    "power nest": "n" + repeat("^{n", 500) + repeat("}", 500),
    "power unbraced": "n" + repeat("^n", 3000),
    "sub nest": "w" + repeat("_{w", 500) + repeat("}", 500),
    "sums": repeat(r"\sum_{i}", 900) + "n",
    "sums ranges": repeat(r"\sum_{i=1}^{n}", 700) + "n",
    "maxes": repeat(r"\max(", 2000) + "n" + repeat(")", 2000),
    "neg": repeat(r"\neg ", 2500) + "n",
    "forall": repeat(r"\forall i : ", 900) + "n=1",
    "forall comma": repeat(r"\forall i,", 1500) + "n=1",
    "forall quad": "n = 1" + repeat(r"\quad\forall i", 800),
    "minus": repeat("-", 8000) + "n",
    "plus": repeat("+", 8000) + "n",
    "terms": "n" + repeat("+n", 3900),
    "products": "n" + repeat(r"\cdot n", 3900),
    "juxtaposed": repeat("n ", 7900),
    "numbers": repeat("2 ", 7900),
    "chain": "n" + repeat("=n", 3900),
    "logic": "n" + repeat(r"\wedge n", 2400),
    "logic mixed": "n" + repeat(r"\wedge n\vee n", 1200),
    "logic relations": "n=n" + repeat(r"\wedge n=n", 1700),
    "commas": repeat("n,", 3900) + "n",
    "commas relation": repeat("n,", 3900) + r"n\in\{1\}",
    "commas relations": repeat("n=1,", 1900) + "n=1",
    "commas in brackets": "f(" + repeat("n,", 3900) + "n)",
    "conditions": r"[n=1" + repeat(",n=1", 1900) + "]",
    "quads": repeat(r"n\quad ", 2000),
    "bars": repeat("|", 8000),
    "bars n": repeat("|n", 4000),
    "bars nested": repeat("|n+", 2000) + "n" + repeat("|", 2000),
    "double bars": repeat("||n", 2600),
    "norms": repeat(r"\|", 4000),
    "matrix 200x200": r"\begin{bmatrix}"
    + repeat(repeat("1&", 199) + r"1\\", 200)
    + r"\end{bmatrix}",
    "matrix 5000": r"\begin{bmatrix}" + repeat("1&", 3900) + r"1\end{bmatrix}",
    "matrix rows": r"\begin{bmatrix}" + repeat(r"1\\", 3900) + r"\end{bmatrix}",
    "matrix nested": repeat(r"\begin{bmatrix}", 400) + "1" + repeat(r"\end{bmatrix}", 400),
    "aligned rows": r"\begin{aligned}" + repeat(r"n&=1\\", 1500) + r"\end{aligned}",
    "aligned continued": r"\begin{aligned}n" + repeat(r"&=1\\", 1900) + r"\end{aligned}",
    "aligned marks": r"\begin{aligned}" + repeat("&", 7900) + r"\end{aligned}",
    "aligned columns": r"\begin{aligned}" + repeat("n&=n&", 1500) + r"\end{aligned}",
    "cases": r"\begin{cases}" + repeat(r"1&n=1\\", 1000) + r"\end{cases}",
    "cases nested": repeat(r"\begin{cases}", 300) + repeat(r"\end{cases}", 300),
    "unclosed env": repeat(r"\begin{cases}", 1000),
    "other end": r"\begin{cases} 1 \end{bmatrix}",
    "substack": r"\sum_{\substack{" + repeat(r"i\\", 1900) + "i}}n",
    "substack conditions": r"\sum_{\substack{" + repeat(r"0\le i<n\\", 900) + "i=1}}n",
    "text unclosed": repeat(r"\text{", 3300),
    "text long": r"\text{" + repeat("a", 19000) + "}",
    "text many": repeat(r"\text{where}", 1500),
    "tags": "n=1" + repeat(r"\tag{1}", 2500),
    "accents": repeat(r"\hat", 3000) + "n",
    "accents braces": repeat(r"\hat{", 300) + "n" + repeat("}", 300),
    "fonts": repeat(r"\mathbf", 2000) + "n",
    "primes": "n" + repeat("'", 7900),
    "backslashes": repeat("\\", 19999),
    "newlines": repeat("\\\\", 8000),
    "percent": repeat("%", 19999),
    "spaces": repeat(" ", 19999),
    "empty": "",
    "letters": repeat("a", 7999),
    "unknown command": "\\" + repeat("a", 19000),
    "unknown commands": repeat("\\qwert ", 2800),
    "dollars": repeat("$", 8000),
    "dots": repeat(".", 8000),
    "colons": repeat(":", 8000),
    "ampersands": repeat("&", 8000),
    "exclamation": "n" + repeat("!", 7000),
    "fraction digits": r"\frac" + repeat("1", 7000),
    "kelvin sign": "\u212a = 1",
    "cyrillic a": "\u0430 + n",
    "fullwidth": "\uff11 + \uff4e",
    "arabic digit": "\u0661 + n",
    "zero width": "n\u200bn",
    "bidi": "n \u202e = 1",
    "nul": "n\x00 = 1",
    "escape": "n\x1b[31m = 1",
    "surrogate": "n \ud800 = 1",
    "combining": "n\u0301 = 1",
    "superscript two": "n\u00b2 = 1",
    "python": "__import__('os').system('true')",
    "python attribute": "().__class__.__bases__[0]",
    "lambda": "(lambda: n)()",
    "tex input": r"\input{/etc/passwd}",
    "tex write": r"\immediate\write18{ls}",
    "tex def": r"\def\n{\n\n}\n",
    "tex catcode": r"\catcode`\{=12",
    "newcommand": r"\newcommand{\x}{n}",
    "csname": r"\csname n\endcsname",
    "long line columns": "n" + repeat(" ", 15000) + "= \\foo",
    "integrals": repeat(r"\int", 4000),
    "derivative order": r"\frac{\partial^{999999999} n}{\partial n^{999999999}}",
    "derivative nest": repeat(r"\frac{\partial}{\partial n}", 600) + "n",
    "root degree nest": repeat(r"\sqrt[", 1000) + "3" + repeat("]{n}", 1000),
    "quantifier of set": repeat(r"\{n:", 1500) + "n=1" + repeat(r"\}", 1500),
    "sets": repeat(r"\{", 3000) + repeat(r"\}", 3000),
    "boxed": repeat(r"\boxed{", 1000) + "n" + repeat("}", 1000),
    "underbrace": repeat(r"\underbrace{", 1000) + "n" + repeat("}_{n}", 1000),
    "evaluated": repeat(r"\left.", 500) + "n" + repeat(r"\right|_{n=1}", 500),
    "mod chain": "n" + repeat(r"\bmod n", 1500),
    "slashes": "n" + repeat("/n", 3900),
    "stars": "n" + repeat("*n", 3900),
    "thousands": "1" + repeat("{,}000", 1500),
    "arrows": "n" + repeat(r"\to n", 3500),
    "shapes": "n" + repeat(r"\times n", 3000),
}
READABLE = frozenset(
    {"terms", "juxtaposed", "chain", "logic", "logic mixed", "logic relations", "commas relation",
     "matrix 5000", "matrix rows", "aligned continued", "letters", "arrows", "tags", "conditions",
     "substack", "substack conditions", "cases", "number signs apart"}
)  # fmt: skip


def answered(text: str) -> SymconvError | None:
    """The error of a text, or None if it was read."""
    try:
        read(text, TABLE)
    except SymconvError as error:
        return error
    return None


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_answered_at_once(kind):
    """Half a second of processor time is the limit; the answer is an object or a typed error."""
    with answered_in_time():
        error = answered(HOSTILE[kind])
    assert (error is None) == (kind in READABLE)
    if error is not None:
        assert error.place is not None
        assert len(str(error)) < 2_000


def test_there_are_enough_hostile_strings():
    """At least sixty kinds."""
    assert len(HOSTILE) >= 60


def test_hostile_text_needs_little_memory():
    """The whole table, read in a process of its own, grows it by less than 100 MB."""
    code = (
        "import importlib.util, resource, sys\n"
        f"spec = importlib.util.spec_from_file_location('hostile', {__file__!r})\n"
        "module = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(module)\n"
        "module.answered('n')\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "for text in module.HOSTILE.values():\n"
        "    module.answered(text)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(run.stdout) * unit < MEGABYTES * 2**20


@pytest.mark.parametrize(
    "text",
    ["$" * 20_000, "$a " * 7_000, "`" * 20_000, "$$" * 10_000, "```\n" * 5_000, r"\(\)" * 5_000],
    ids=["dollars", "prices", "backticks", "displays", "fences", "inline"],
)
def test_hostile_documents_are_searched_at_once(text):
    """Finding formulas is linear in the length of the document."""
    with answered_in_time():
        formulas(text)
