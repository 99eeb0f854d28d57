r"""The two packages that can read a second time, with their module state contained.

latex2sympy2 1.9.1 decides results by module globals and cannot be imported on Python 3.13;
latex2sympy2_extended runs there, and normalises text for other purposes unless told not to. They
pin different parser runtimes and cannot be installed together.
"""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from symconv.errors import MissingTool


@dataclass(frozen=True)
class Backend:
    """A parser from LaTeX to SymPy."""

    name: str
    parse: Callable[[str], Any]


class Refused(Exception):
    """The backend could not read the text."""


def load() -> Backend:
    """Return the backend for this Python; raise MissingTool if it is not installed."""
    extended = sys.version_info >= (3, 13)
    name = "latex2sympy2_extended" if extended else "latex2sympy2"
    try:
        with _contained():
            parse = _extended() if extended else _original()
    except ImportError:
        raise MissingTool(
            f"the second reader needs {name}", remedy="pip install 'symconv[crosscheck]'"
        ) from None
    return Backend(name, parse)


def read(backend: Backend, text: str) -> Any:
    """Return what the backend makes of the text; raise Refused if it fails in any way."""
    try:
        with _contained():
            return backend.parse(text)
    except Exception as error:
        raise Refused(f"{backend.name}: {type(error).__name__}") from error


@contextlib.contextmanager
def _contained() -> Any:
    """Keep the packages' deprecation warnings and the parser runtime's messages to ourselves."""
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def _original() -> Callable[[str], Any]:
    import latex2sympy2

    clean = dict(latex2sympy2.variances), dict(latex2sympy2.var)

    def parse(text: str) -> Any:
        latex2sympy2.variances, latex2sympy2.var = (dict(table) for table in clean)
        return latex2sympy2.latex2sympy(text)

    return parse


def _extended() -> Callable[[str], Any]:
    from latex2sympy2_extended.latex2sympy2 import ConversionConfig, latex2sympy

    config = ConversionConfig(lowercase_symbols=False)
    return lambda text: latex2sympy(text, normalization_config=None, conversion_config=config)
