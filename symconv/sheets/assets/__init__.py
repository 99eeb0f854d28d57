"""Files that sheets are made with: the TeX preamble, the style sheet, and subsets of fonts."""

from __future__ import annotations

from importlib.resources import files


def text(name: str) -> str:
    """Return an asset as text."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def data(name: str) -> bytes:
    """Return an asset as bytes."""
    return files(__name__).joinpath(name).read_bytes()
