"""Sheets that are solved at the same time are the sheets that are solved one after the other."""

from pathlib import Path

import pytest

from symconv.errors import GivenError
from symconv.sheets.build import build
from symconv.sheets.spec import load

TEXTS = ("tex", "html", "json")
SMALL = """
title: T
questions:
  - {id: a, points: 1, ask: conv_size, given: {size: [W], kernel_size: SIZE, stride: 2, padding: P}}
  - {id: b, points: 0, ask: person}
"""


def test_two_processes_write_the_same_bytes_in_the_same_order(tmp_path: Path) -> None:
    for size in (3, 4, 5):
        text = SMALL.replace("SIZE", str(size))
        (tmp_path / f"hw{size}.yaml").write_text(text, encoding="utf-8")
    sheets = [load(path) for path in sorted(tmp_path.glob("*.yaml"))]
    told: list[str] = []
    alone = build(sheets, tmp_path / "alone", formats=TEXTS)
    shared = build(sheets, tmp_path / "shared", formats=TEXTS, jobs=2, on_solved=told.append)
    assert shared.sheets == alone.sheets
    assert [p.name for p in shared.files] == [p.name for p in alone.files]
    assert len(shared.files) == 9
    for one, other in zip(alone.files, shared.files, strict=True):
        assert one.read_bytes() == other.read_bytes()
    assert told == ["hw3 a", "hw3 b", "hw4 a", "hw4 b", "hw5 a", "hw5 b"]


def test_an_error_in_another_process_names_its_place(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(SMALL.replace("SIZE", "3"), encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(SMALL.replace("SIZE", "-3"), encoding="utf-8")
    sheets = [load(path) for path in sorted(tmp_path.glob("*.yaml"))]
    with pytest.raises(GivenError, match="kernel_size must be a positive") as caught:
        build(sheets, tmp_path / "out", formats=TEXTS, jobs=2)
    assert caught.value.place is not None
    assert caught.value.place.line == 4
    assert not (tmp_path / "out").exists()
