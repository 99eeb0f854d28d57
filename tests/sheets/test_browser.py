"""In a browser, a page is as wide as its window: only boxes made for it scroll."""

from collections.abc import Callable
from pathlib import Path

import pytest

from symconv.sheets.html import render
from symconv.sheets.spec import load


@pytest.mark.parametrize("width", [400, 1200])
def test_the_page_does_not_scroll_sideways(
    width: int, spec: Path, page_width: Callable[[str, int], tuple[int, int, int]]
) -> None:
    sheet = load(spec)
    text = render(sheet, tuple(sheet.solve()), "solutions").decode()
    content, window, fonts = page_width(text, width)
    assert window <= width
    assert content <= window
    assert fonts >= 3
