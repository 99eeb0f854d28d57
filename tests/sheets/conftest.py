"""Theorems of the tests' own, so that reading and writing sheets is tested apart from theorems."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the derivations below serve a subprocess too

import hand_built

Write = Callable[[str | bytes], Path]


@pytest.fixture(autouse=True)
def _own_theorems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symconv.sheets.solve.theorems", hand_built.theorems())
    monkeypatch.setattr("symconv.sheets.solve.proved", hand_built.signed)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a problem set and return its path."""

    def write(text: str | bytes) -> Path:
        path = tmp_path / "hw.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def spec(write: Write) -> Path:
    """A problem set with every kind of question."""
    return write(hand_built.SPEC)
