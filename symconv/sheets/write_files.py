"""Write several files whole or not at all.

*Defines* `write_files`. Every file is first written beside its target under a temporary name and
flushed; only when all of them are there are they renamed into place. A rename within one folder
is atomic, so a reader sees the old file or the new one, never a part.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from symconv.errors import SpecError


def write_files(out: str | Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write ``files`` (name to content) into the folder ``out``, creating it; return the paths.

    Raises SpecError when the folder cannot be written, and leaves everything as it was.
    """
    folder = Path(out)
    for name in files:
        if name != Path(name).name or name.startswith("."):
            raise SpecError(f"{name!r} cannot be the name of an output file")
        if (folder / name).is_dir():
            raise SpecError(f"{folder / name} is a directory", remedy="choose another --output")
    try:
        return _write(folder, files)
    except OSError as error:
        raise SpecError(
            f"cannot write to {folder}: {error.strerror}",
            remedy="choose another folder to write to",
        ) from None


def _write(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    created = _make(folder)
    with ExitStack() as undo:
        for path in created:
            undo.callback(path.rmdir)
        waiting = []
        for name, content in files.items():
            handle, temporary = tempfile.mkstemp(prefix=".symconv-", dir=folder)
            undo.callback(Path(temporary).unlink, missing_ok=True)
            _fill(handle, Path(temporary), content)
            waiting.append((Path(temporary), folder / name))
        _rename(waiting)
        undo.pop_all()
    return tuple(target for _, target in waiting)


def _make(folder: Path) -> list[Path]:
    """Create a folder and its parents; return those that were not there, outermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir()
    return missing[::-1]


def _fill(handle: int, path: Path, content: bytes) -> None:
    """Write a temporary file through to the disk, with the permissions of a usual new file."""
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(0o666 & ~umask)


def _rename(waiting: list[tuple[Path, Path]]) -> None:
    """Rename all files into place; a failure puts back those that were renamed already."""
    with ExitStack() as undo:
        for temporary, target in waiting:
            before = target.read_bytes() if target.exists() else None
            temporary.replace(target)
            if before is None:
                undo.callback(target.unlink)
            else:
                undo.callback(target.write_bytes, before)
        undo.pop_all()
