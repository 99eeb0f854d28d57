"""In a browser, a page is as wide as its window: only boxes made for it scroll."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from symconv.sheets.html import render
from symconv.sheets.spec import load

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
MEASURE = (
    "<script>document.fonts.ready.then(() => { document.title = 'wide ' + "
    "document.documentElement.scrollWidth + ' of ' + document.documentElement.clientWidth "
    "+ ' fonts ' + [...document.fonts].filter(f => f.status == 'loaded').length; });</script>"
)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
@pytest.mark.parametrize("width", [400, 1200])
def test_the_page_does_not_scroll_sideways(width: int, spec: Path, tmp_path: Path) -> None:
    sheet = load(spec)
    text = render(sheet, tuple(sheet.solve()), "solutions").decode()
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
    done = subprocess.run(
        [
            str(BROWSER),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
            "--virtual-time-budget=4000",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            f"file://{page}",
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found = re.search(r"wide (\d+) of (\d+) fonts (\d+)", done.stdout)
    assert found is not None, done.stdout[:400]
    content, window, fonts = map(int, found.groups())
    assert window <= width
    assert content <= window
    assert fonts >= 3
