"""Files are written whole or not at all."""

import os
from pathlib import Path

import pytest

from symconv.errors import SpecError
from symconv.sheets.write_files import write_files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_is_made_and_files_are_written(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    paths = write_files(out, {"x.tex": b"1", "x.html": b"2"})
    assert [path.read_bytes() for path in paths] == [b"1", b"2"]
    assert names(out) == ["x.html", "x.tex"]


def test_files_have_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    (path,) = write_files(tmp_path, {"x": b""})
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_failing_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    out = tmp_path / "new"
    with pytest.raises(SpecError, match=r"cannot write to .*No space left"):
        write_files(out, {"a": b"1", "b": b"2", "c": b"3"})
    assert names(tmp_path) == []


def test_a_failing_rename_puts_the_old_files_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"a": b"old a", "b": b"old b"})
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "c":
            raise OSError(1, "Operation not permitted")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(SpecError, match="not permitted"):
        write_files(tmp_path, {"a": b"new", "new": b"new", "c": b"new"})
    assert names(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").read_bytes() == b"old a"


def test_a_file_in_the_way_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(SpecError, match="cannot write to"):
        write_files(tmp_path / "out", {"a": b"1"})
    with pytest.raises(SpecError, match="cannot write to"):
        write_files(tmp_path / "out" / "deeper", {"a": b"1"})
    assert (tmp_path / "out").read_text() == "a file"


def test_a_folder_in_the_way_of_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(SpecError, match="is a directory"):
        write_files(tmp_path, {"a": b"1", "b": b"2"})
    assert names(tmp_path) == ["b"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_without_permission_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SpecError, match="cannot write to"):
        write_files(tmp_path, {"a": b"1"})
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("name", ["../a", "/tmp/a", "a/b", ".hidden", ".."])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SpecError, match="cannot be the name of an output file"):
        write_files(tmp_path, {name: b"1"})
    assert names(tmp_path) == []


def test_a_symbolic_link_is_replaced_and_its_target_kept(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("keep me")
    out = tmp_path / "out"
    out.mkdir()
    (out / "a").symlink_to(elsewhere)
    write_files(out, {"a": b"new"})
    assert elsewhere.read_text() == "keep me"
    assert (out / "a").read_bytes() == b"new"
    assert not (out / "a").is_symlink()
