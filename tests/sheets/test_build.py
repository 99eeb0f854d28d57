"""A build writes every document of every sheet, or nothing."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from symconv.errors import GivenError, MissingTool, ProofError, SpecError
from symconv.sheets.build import RENDERERS, build
from symconv.sheets.spec import load

HERE = Path(__file__).parent
TEXTS = ("tex", "html", "json")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_all_formats_are_written(spec: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    built = load(spec).build(out, formats=TEXTS)
    assert names(out) == ["hw.html", "hw.json", "hw.tex"]
    assert sorted(path.name for path in built.files) == names(out)
    assert built.notes == ()
    assert len(built.sheets[0].parts) == 4


def test_a_key_is_written_beside_the_sheet(spec: Path, tmp_path: Path) -> None:
    sheet, out = load(spec), tmp_path / "out"
    sheet.build(out, formats=["tex"])
    sheet.build(out, formats=["tex"], show="key")
    assert names(out) == ["hw-key.tex", "hw.tex"]


@pytest.mark.parametrize("broken", TEXTS)
def test_a_failing_renderer_writes_nothing(
    broken: str, spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise SpecError("this renderer is broken")

    monkeypatch.setitem(RENDERERS, broken, fail)  # type: ignore[arg-type]
    with pytest.raises(SpecError, match="renderer is broken"):
        load(spec).build(tmp_path / "out", formats=TEXTS)
    assert not (tmp_path / "out").exists()


def test_one_failing_problem_writes_nothing_of_any_sheet(
    write: Callable[[str], Path], spec: Path, tmp_path: Path
) -> None:
    good = load(spec)
    bad = load(
        write("title: x\nquestions: [{id: a, points: 1, ask: double, given: {stride: 0}}]\n")
    )
    bad = replace(bad, name="other")
    with pytest.raises(GivenError, match="stride must be"):
        build([good, bad], tmp_path / "out", formats=TEXTS)
    assert not (tmp_path / "out").exists()


def test_an_unshown_step_writes_nothing(
    spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refute(*_: object) -> None:
        raise ProofError("double, step 1 of 7: refuted")

    monkeypatch.setattr("symconv.sheets.solve.proved", refute)
    with pytest.raises(ProofError, match="step 1 of 7") as caught:
        load(spec).build(tmp_path / "out", formats=TEXTS)
    assert caught.value.place is not None
    assert caught.value.place.text.strip() == "ask: double"
    assert not (tmp_path / "out").exists()


def test_two_sheets_of_one_name_are_refused(spec: Path, tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"both be written to hw\.tex"):
        build([load(spec), load(spec)], tmp_path / "out", formats=["tex"])


def test_a_missing_engine_is_a_note(
    spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> bytes:
        raise MissingTool("no TeX engine found", remedy="install one")

    monkeypatch.setitem(RENDERERS, "pdf", missing)  # type: ignore[arg-type]
    built = load(spec).build(tmp_path / "out")
    assert built.notes == ("no hw.pdf: no TeX engine found; install one",)
    assert names(tmp_path / "out") == ["hw.html", "hw.json", "hw.tex"]


def test_equal_sheets_have_equal_bytes_under_every_hash_seed(spec: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import hand_built\n"
        "from symconv.sheets import solve; from symconv.sheets.spec import load\n"
        "solve.theorems, solve.proved = hand_built.theorems(), hand_built.signed\n"
        "load(sys.argv[2]).build(sys.argv[3], formats=('tex', 'html', 'json'))\n"
    )
    digests = set()
    for seed in range(4):
        out = tmp_path / f"out{seed}"
        subprocess.run(
            [sys.executable, "-c", code, str(HERE), str(spec), str(out)],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            check=True,
        )
        contents = b"".join((out / f"hw.{suffix}").read_bytes() for suffix in TEXTS)
        digests.add(hashlib.sha256(contents).hexdigest())
    assert len(digests) == 1
