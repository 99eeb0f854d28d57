"""Formulas as people write them: each is read as what it means, or refused by the stated error."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from symconv import errors
from symconv.latex import tree as t
from symconv.latex.reader import read
from symconv.notation import Domain, SymbolTable, functions, scalars, tensors

FILES = sorted(Path(__file__).parent.joinpath("corpus").glob("*.txt"))


@dataclass(frozen=True)
class Case:
    latex: str
    meaning: str
    table: SymbolTable
    place: str


def declared(line: str) -> list:
    word, *rest = line.split()
    if word == "@scalars":
        return scalars(" ".join(rest), Domain.INTEGER)
    maker = tensors if word == "@tensors" else functions
    return maker(" ".join(rest[1:]), rank=int(rest[0]))


def cases(path: Path) -> list[Case]:
    """Read a corpus file: declarations, then a formula and its meaning on two lines."""
    found, table, latex = [], SymbolTable(), ""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@table"):
            table = SymbolTable()
        elif line.startswith("@"):
            table = table.extended(declared(line))
        elif line.startswith("  =>"):
            assert latex, f"{path.name}:{number}: a meaning without a formula"
            found.append(Case(latex, line[4:].strip(), table, f"{path.stem}:{number}"))
            latex = ""
        else:
            assert not latex, f"{path.name}:{number}: a formula without a meaning"
            latex = line
    return found


SIGNS = {"": "*", "cdot": ".", "times": "x"}


def prefix(node: object) -> str:
    """Return a tree in prefix form, written here apart from every writer of the package."""
    match node:
        case tuple():
            return "(" + " ".join(map(prefix, node)) + ")"
        case str():
            return node
        case Fraction():
            return str(node) if node.denominator == 1 else f"{float(node)}"
        case t.Number(value):
            return prefix(value)
        case t.Symbol(name):
            return name.latex
        case t.Infinity():
            return "(inf)"
        case t.Dots(kind):
            return "(dots)" if kind == "dots" else f"(dots {kind[0]})"
        case t.Text(text):
            return f"(text {text})"
        case t.Space(letter, shape):
            return prefix(("space", letter, *shape))
        case t.Indexed(base, indices, style):
            sign = {"sub": "_", "paren": "_()", "bracket": "_[]"}[style]
            return prefix((sign, base, *indices))
        case t.Add(terms):
            return prefix(("+", *terms))
        case t.Negative(body):
            return prefix(("-", body))
        case t.Multiply(factors, sign):
            return prefix((SIGNS.get(sign, sign), *factors))
        case t.Divide(a, b, style):
            return prefix(("frac" if style == "frac" else "/", a, b))
        case t.Power(a, b):
            return prefix(("^", a, b))
        case t.Root(body, degree):
            return prefix(("sqrt", body) if degree is None else ("sqrt", body, degree))
        case t.Transposed(body):
            return prefix(("T", body))
        case t.Factorial(body):
            return prefix(("!", body))
        case t.Binomial(n, k):
            return prefix(("binom", n, k))
        case t.Apply(function, arguments):
            name = function.base if len(function.latex) > 2 and "mathrm" in function.latex else ""
            return prefix(("@" + (name or function.latex), *arguments))
        case t.Fence(kind, body):
            return prefix((kind, body))
        case t.Norm(body, order):
            return prefix(("norm", body) if order is None else ("norm", body, order))
        case t.Modulo(a, b):
            return prefix(("mod", a, b))
        case t.Iverson(condition):
            return prefix(("iverson", condition))
        case t.Delta(a, b):
            return prefix(("delta", a, b))
        case t.Evaluated(body, condition):
            return prefix(("at", body, condition))
        case t.Range(index, low, high):
            return prefix(("range", index, low, high))
        case t.Over(indices, condition):
            return prefix(("over", indices) if condition is None else ("over", indices, condition))
        case t.Big(operator, binders, body):
            return prefix((operator, *binders, body))
        case t.Limit(variable, target, body):
            return prefix(("lim", variable, target, body))
        case t.Derivative(body, variables, partial):
            return prefix(("partial" if partial else "d", body, *variables))
        case t.Matrix(rows, fence):
            return prefix((fence, *rows))
        case t.Cases(branches):
            return prefix(("cases", *((v, "else" if c is None else c) for v, c in branches)))
        case t.Shape(sizes):
            return prefix(("shape", *sizes))
        case t.Tuple(items):
            return prefix(("tuple", *items))
        case t.SetOf(items):
            return prefix(("set", *items))
        case t.SetWhere(element, condition):
            return prefix(("where", element, condition))
        case t.Interval(a, b, left, right):
            return prefix(("interval", "[" if left else "(", a, b, "]" if right else ")"))
        case t.Labelled(body, label):
            return prefix(("label", body, label))
        case t.Boxed(body):
            return prefix(("boxed", body))
        case t.Chain(sides, relations):
            same = len(set(relations)) == 1 and (relations[0] == "=" or len(relations) == 1)
            if same and relations[0] not in ("~", "->"):
                return prefix((relations[0], *sides))
            links = [x for r, s in zip(relations, sides[1:], strict=True) for x in (r, s)]
            return prefix(("chain", sides[0], *links))
        case t.Leading(relation, rest):
            return prefix(("leading", relation, rest))
        case t.Logic(connective, parts):
            return prefix((connective, *parts))
        case t.Not(body):
            return prefix(("not", body))
        case t.Quantified(quantifier, binder, body):
            return prefix((quantifier, binder, body))
    raise AssertionError(f"no prefix form for {node!r}")


def located(error: errors.SymconvError) -> str:
    """The type of an error, which must point into the text."""
    assert error.place is not None, "an error without a place"
    assert 1 <= error.place.column <= len(error.place.text) + 1
    return type(error).__name__


def answer(case: Case) -> str:
    """What the reader says, in the form in which the corpus states meanings."""
    try:
        lines = read(case.latex, case.table)
    except errors.SymconvError as error:
        return f"! {located(error)}"
    return " ;; ".join(" @ ".join([prefix(x.statement), *x.tags]) for x in lines)


ALL = [case for path in FILES for case in cases(path)]


@pytest.mark.parametrize("case", ALL, ids=lambda c: c.place)
def test_formula_means_what_its_author_meant(case):
    """Nothing in the corpus is read as anything else than its stated meaning."""
    assert answer(case) == case.meaning


def test_corpus_is_large_enough():
    """At least 250 formulas, of which at least 60 must be refused."""
    assert len(ALL) >= 250
    assert sum(c.meaning.startswith("!") for c in ALL) >= 60
    assert len({(c.latex, id(c.table)) for c in ALL}) == len(ALL)
