"""Every problem set of the project, solved once for all tests of this folder."""

from pathlib import Path

import pytest

from symconv.sheets.problem import Part, Sheet
from symconv.sheets.spec import load

FOLDER = Path(__file__).parents[2] / "derivations"
SPECS = sorted(FOLDER.glob("*.yaml"))


@pytest.fixture(scope="session", params=SPECS, ids=lambda p: p.stem)
def solved(request: pytest.FixtureRequest) -> tuple[Path, Sheet, tuple[Part, ...]]:
    """The path of a problem set, the sheet, and its solved parts."""
    sheet = load(request.param)
    return request.param, sheet, tuple(sheet.solve())
