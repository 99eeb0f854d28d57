"""Peak growth of resident memory during one call, ours and the peer's (Linux only).

Each call runs in a forked child that gives its free heap back and resets the kernel's high-water
mark first, so the figure is what the call itself needs, its output included.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
from workload import Workload


def peaks(work: Workload) -> tuple[float, float]:
    """Return the peak growth in MB of our call and of the peer's."""
    return _in_child(work, of_peer=False), _in_child(work, of_peer=True)


def _in_child(work: Workload, *, of_peer: bool) -> float:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_report, args=(work, of_peer, sender))
    child.start()
    sender.close()
    grown = float(receiver.recv())
    child.join()
    return grown


def _report(work: Workload, of_peer: bool, sender: Connection) -> None:
    inputs = work.inputs(np.random.default_rng(0), np.dtype(work.dtype))
    call, args = (work.peer, work.prepare(*inputs)) if of_peer else (work.ours, inputs)
    sender.send(_growth(call, args))


def _growth(call: Callable[..., Any], args: tuple[Any, ...]) -> float:
    call(*args)  # loads libraries and starts pools, which are not the call's own
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")
    before = _status("VmRSS")
    kept = call(*args)
    after = _status("VmHWM")
    del kept
    return after - before


def _status(field: str) -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    raise KeyError(field)
