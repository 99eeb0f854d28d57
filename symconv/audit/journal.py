"""Results on disk: what was decided is not decided again after a stop.

*Defines* `Journal`: one line of JSON per decided answer, ``{"key": …, "finding": …}``. The key
holds the version of symconv, the question and the answer, so a line is used only where it is still
true. A line that was cut off by a crash is skipped.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Self

from symconv.audit.finding import Finding
from symconv.audit.records import finding_data, finding_from
from symconv.errors import SpecError


class Journal:
    """An open file of results; it holds in memory only where each result stands."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._at: dict[str, int] = {}
        try:
            self._file = path.open("a+b")
        except OSError as error:
            raise SpecError(f"{path} cannot be written: {error.strerror}") from None
        self._index()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._at)

    def get(self, key: str) -> Finding | None:
        """Return what was found for a key, if it was."""
        if key not in self._at:
            return None
        self._file.seek(self._at[key])
        return finding_from(json.loads(self._file.readline())["finding"])

    def put(self, key: str, finding: Finding) -> None:
        """Add a result at the end of the file."""
        row = json.dumps({"key": key, "finding": finding_data(finding)}, ensure_ascii=False)
        self._file.seek(0, 2)
        self._at[key] = self._file.tell()
        self._file.write(row.encode("utf-8", "replace") + b"\n")
        self._file.flush()

    def _index(self) -> None:
        self._file.seek(0)
        at = 0
        for row in self._file:
            if (key := _key(row)) is not None:
                self._at[key] = at
            at += len(row)
            whole = row.endswith(b"\n")
        if at and not whole:
            self._file.write(b"\n")


def _key(row: bytes) -> str | None:
    try:
        data = json.loads(row)
        finding_from(data["finding"])
        return str(data["key"])
    except (ValueError, KeyError, TypeError):
        return None
