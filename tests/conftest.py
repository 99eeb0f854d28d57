"""Shared by all tests: Hypothesis profiles, an option for golden sheets, a browser."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

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


BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
MEASURE = (
    "<script>document.fonts.ready.then(() => { document.title = 'wide ' + "
    "document.documentElement.scrollWidth + ' of ' + document.documentElement.clientWidth "
    "+ ' fonts ' + [...document.fonts].filter(f => f.status == 'loaded').length; });</script>"
)


@pytest.fixture
def page_width(tmp_path: Path) -> Callable[[str, int], tuple[int, int, int]]:
    """Lay a page out in a window of a width: how wide it is, its window, the fonts it loaded."""
    if BROWSER is None:
        pytest.skip("no Chromium is installed")

    def measure(text: str, width: int) -> tuple[int, int, int]:
        page = tmp_path / "page.html"
        open_policy = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        # A frame gives the width that the smallest window of the browser does not.
        inner = open_policy.replace("</body>", f"{MEASURE}</body>")
        (tmp_path / "inner.html").write_text(inner, encoding="utf-8")
        page.write_text(
            f'<iframe src="inner.html" style="width:{width}px;height:900px;border:0" '
            'onload="setTimeout(() => { document.title = this.contentDocument.title; }, 500)">'
            "</iframe>",
            encoding="utf-8",
        )
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
        options += ["--virtual-time-budget=4000", f"--user-data-dir={tmp_path / 'profile'}"]
        done = subprocess.run(
            [str(BROWSER), *options, "--dump-dom", f"file://{page}"],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        found = re.search(r"wide (\d+) of (\d+) fonts (\d+)", done.stdout)
        assert found is not None, done.stdout[:400]
        content, window, fonts = map(int, found.groups())
        return content, window, fonts

    return measure
