"""The tree: walking and rebuilding; importing the room stays light."""

from __future__ import annotations

import subprocess
import sys

import pytest

import symconv.latex
from symconv.latex import tree as t
from symconv.notation import Name

n, k = t.Symbol(Name("n")), t.Symbol(Name("k"))


def test_descendants_come_parents_first_and_in_order():
    node = t.Cases(((n, t.Chain((k, n), ("<",))), (k, None)))
    kinds = [type(d).__name__ for d in t.descendants(node)]
    assert kinds == ["Cases", "Symbol", "Chain", "Symbol", "Symbol", "Symbol"]


def test_rebuilding_without_a_change_returns_the_same_object():
    node = t.Matrix(((n, k), (k, n)))
    assert t.rebuilt(node, lambda child: child) is node


def test_rebuilding_reaches_nested_tuples_and_keeps_the_rest():
    span = t.Span(0, 3)
    node = t.Matrix(((n, k),), "pmatrix", span=span)
    changed = t.rebuilt(node, lambda child: n)
    assert changed == t.Matrix(((n, n),), "pmatrix")
    assert changed.span == span


def test_every_node_type_has_a_rule_in_each_printer():
    from symconv.latex import mathml, tex, text

    nodes = {getattr(t, name) for name in t.__all__ if isinstance(getattr(t, name), type)}
    printed = {c for c in nodes if issubclass(c, t.Node)} - {t.Node, t.Range, t.Over}
    for printer in (tex, mathml.printer, text.printer):
        assert printed <= set(printer.RULES), printer.__name__


def test_importing_the_room_imports_neither_sympy_nor_the_second_reader():
    code = "import sys, symconv.latex; print(*{'sympy', 'latex2sympy2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_second_reader_is_imported_when_it_is_asked():
    code = "import sys, symconv.latex.second_reader; print('latex2sympy2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_public_names_are_loaded_on_demand():
    assert symconv.latex.write(n) == "n"
    with pytest.raises(AttributeError, match="no attribute 'wirte'"):
        _ = symconv.latex.wirte
