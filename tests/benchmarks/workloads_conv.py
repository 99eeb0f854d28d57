"""Convolutions, transposed convolutions and their gradients."""

from __future__ import annotations

from workload import Workload

WORKLOADS: list[Workload] = []
