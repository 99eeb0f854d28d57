"""The house: rooms import only from rooms before them, and nothing stays unexported."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import symconv

ROOT = Path(symconv.__file__).parent
ROOMS = "errors notation kernels algebra latex layers proof theorems sheets audit cli".split()
FILES = sorted(ROOT.rglob("*.py"))


def imported(path: Path) -> list[str]:
    """Every symconv module that a file imports, also inside functions."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} uses a relative import"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return [n for n in names if n.startswith("symconv.")]


def room(dotted: str) -> str:
    return dotted.split(".")[1]


def wrong_way(own: str, names: list[str]) -> list[str]:
    """The imports that go from a room to a later one."""
    return [n for n in names if room(n) in ROOMS and ROOMS.index(room(n)) > ROOMS.index(own)]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    """A module imports only from rooms before its own; the package root is the public face."""
    own = path.relative_to(ROOT).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    assert own in ROOMS, f"{own} is not a room of the house"
    assert wrong_way(own, imported(path)) == []


def test_a_wrong_import_is_seen() -> None:
    """The rule above can fail."""
    assert wrong_way("kernels", ["symconv.latex.tree"]) == ["symconv.latex.tree"]
    assert wrong_way("latex", ["symconv.errors.LatexError", "symconv.notation"]) == []


def test_kernels_know_no_symbol() -> None:
    """The numeric road never imports SymPy, directly or through another room."""
    for path in (ROOT / "kernels").rglob("*.py"):
        assert "sympy" not in path.read_text(encoding="utf-8"), path
        assert {room(n) for n in imported(path)} <= {"errors", "kernels"}, path


def test_the_symbolic_road_does_not_share_the_kernels_geometry() -> None:
    """Two users of one definition do not witness each other."""
    for path in (ROOT / "algebra").rglob("*.py"):
        assert "kernels" not in {room(n) for n in imported(path)}, path


def test_importing_symconv_is_light() -> None:
    """The command line must answer before NumPy and SymPy are even found."""
    code = "import sys, symconv, symconv.cli.main; print(*(m in sys.modules for m in HEAVY))"
    code = code.replace("HEAVY", "('numpy', 'sympy', 'latex2sympy2', 'flint', 'rich')")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"] * 5


def test_every_theorem_is_exported() -> None:
    """A public function that returns a Derivation has a name on the command line."""
    import symconv.theorems as theorems

    found = {
        name
        for module in pkgutil.iter_modules(theorems.__path__)
        for name, value in vars(importlib.import_module(f"symconv.theorems.{module.name}")).items()
        if inspect.isfunction(value)
        and not name.startswith("_")
        and value.__annotations__.get("return") == "Derivation"
        and value.__module__ == f"symconv.theorems.{module.name}"
    }
    found.discard("derive")
    assert found == set(theorems.theorems())


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_stay_small(path: Path) -> None:
    """A file that outgrows one idea is split before 250 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250
