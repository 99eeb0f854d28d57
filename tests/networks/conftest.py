"""The architectures, for every test of this folder."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def architectures() -> ModuleType:
    """The module beside this file; tests are not a package, so it is loaded by its path."""
    path = Path(__file__).with_name("architectures.py")
    spec = importlib.util.spec_from_file_location("network_architectures", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
