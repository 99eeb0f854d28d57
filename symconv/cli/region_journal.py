"""Finished parts of a long enumeration, kept in a file: JSON lines, one per part.

*Defines* `Journal`, `open_journal` and the readers and writers of one region. The first line says
which network, which box and how many parts; a file of another run is refused. A last line that was
cut off in the middle of writing is dropped, and its part is done again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from symconv.algebra.regions import PiecewiseNetwork, Region
from symconv.algebra.regions.certificate import network_data
from symconv.algebra.regions.region import Box
from symconv.errors import SpecError

FORMAT = "symconv regions journal 1"


@dataclass
class Journal:
    """``done`` maps the number of a part to its regions; ``path`` None keeps them in memory."""

    path: Path | None
    done: dict[int, tuple[Region, ...]] = field(default_factory=dict)

    def add(self, part: int, regions: tuple[Region, ...]) -> None:
        """Keep the regions of a part, in the file too."""
        self.done[part] = regions
        if self.path is not None:
            line = {"part": part, "regions": [region_data(region) for region in regions]}
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, separators=(",", ":")) + "\n")

    def regions(self) -> tuple[Region, ...]:
        """Return all regions, part by part."""
        return tuple(region for part in sorted(self.done) for region in self.done[part])


def open_journal(path: str | None, net: PiecewiseNetwork, box: Box | None, parts: int) -> Journal:
    """Return the journal of a run, with what an earlier run left in the file.

    Raises SpecError for a file that is not a journal of this network, box and number of parts.
    """
    if path is None:
        return Journal(None)
    head = json.dumps({"format": FORMAT, "run": _run(net, box), "parts": parts})
    target = Path(path)
    try:
        if not target.exists() or not target.stat().st_size:
            target.write_text(head + "\n", encoding="utf-8")
            return Journal(target)
        lines = target.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SpecError(f"{path} cannot be used: {error}") from None
    if lines[0] != head:
        raise SpecError(
            f"{path} is not the journal of this network and box",
            remedy="name another file, or delete this one",
        )
    *whole, rest = lines
    if rest:  # cut off while it was written
        target.write_text("\n".join(whole) + "\n", encoding="utf-8")
    return Journal(target, dict(_part(line, path) for line in whole[1:]))


def _run(net: PiecewiseNetwork, box: Box | None) -> str:
    said = json.dumps(
        [network_data(net), None if box is None else [list(map(str, p)) for p in box]]
    )
    return hashlib.sha256(said.encode()).hexdigest()


def _part(line: str, path: str) -> tuple[int, tuple[Region, ...]]:
    try:
        data = json.loads(line)
        return int(data["part"]), tuple(map(region_from, data["regions"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SpecError(
            f"{path} holds a line that is no part of a journal: {error}",
            remedy="delete the file and start again",
        ) from None


def region_data(region: Region) -> dict[str, Any]:
    """Return a region as JSON holds it; integers may be large."""
    return {
        "pattern": region.pattern,
        "rows": region.rows,
        "numerators": region.numerators,
        "denominator": region.denominator,
        "inside": region.inside,
    }


def region_from(data: dict[str, Any]) -> Region:
    """Return the region that `region_data` wrote."""
    return Region(
        _table(data["pattern"]),
        _table(data["rows"]),
        _table(data["numerators"]),
        int(data["denominator"]),
        tuple(map(int, data["inside"])),
    )


def _table(rows: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(map(int, row)) for row in rows)
