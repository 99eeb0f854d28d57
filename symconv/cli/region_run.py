"""A run of the enumeration with a progress bar, that an interruption does not undo.

*Defines* `run` and `Outcome`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from symconv.algebra.regions import PiecewiseNetwork, Region
from symconv.algebra.regions.enumerate import nodes, regions_below
from symconv.algebra.regions.region import Box
from symconv.cli.region_journal import open_journal

PARTS = 256
"""Into how many parts a run is cut, if there are so many regions."""


@dataclass(frozen=True)
class Outcome:
    """The regions of ``done`` out of ``parts`` parts; complete when all are done."""

    regions: tuple[Region, ...]
    done: int
    parts: int

    @property
    def complete(self) -> bool:
        """Whether these are all regions."""
        return self.done == self.parts


def run(net: PiecewiseNetwork, box: Box | None, journal_path: str | None) -> Outcome:
    """Return the regions; after Ctrl-C those of the parts that were finished."""
    parts = nodes(net, box, at_least=PARTS)
    journal = open_journal(journal_path, net, box, len(parts))
    try:
        with _bar(len(parts)) as tell:
            tell(len(journal.done), sum(map(len, journal.done.values())))
            for number, node in enumerate(parts):
                if number not in journal.done:
                    found = tuple(regions_below(net, node))
                    journal.add(number, found)
                    tell(1, len(found))
    except KeyboardInterrupt:
        pass
    return Outcome(journal.regions(), len(journal.done), len(parts))


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int, int], None]]:
    """Yield a function that is told of finished parts and regions; silent without a screen."""
    if not sys.stderr.isatty():
        yield lambda _parts, _regions: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[found]} regions, {task.fields[rate]:.0f}/s"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("regions", total=total, found=0, rate=0.0)
        found = new = 0

        def tell(parts: int, regions: int) -> None:
            nonlocal found, new
            elapsed = bar.tasks[0].elapsed or 0.0
            found += regions
            new += regions if elapsed > 0.01 else 0
            bar.update(task, advance=parts, found=found, rate=new / max(elapsed, 0.01))

        yield tell
