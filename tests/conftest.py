"""Shared by all tests: Hypothesis profiles, and the option that rewrites the golden sheets."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-sheets",
        action="store_true",
        help="rewrite derivations/*.tex from their problem sets instead of comparing",
    )
