r"""A network as a table: one row per layer, one column per fact, totals in the last row.

*Defines* `Table`, `table` and the `COLUMNS`. A table is texts and numbers; its writers are in
`symconv.layers.table_text`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import prod
from typing import TypeAlias

from symconv.algebra.sizes import Size
from symconv.errors import ShapeError
from symconv.layers.counters import COUNTERS, printed
from symconv.layers.layer import Shape
from symconv.layers.network import Network
from symconv.layers.trace import Rounding, Row, Trace

Cell: TypeAlias = "Size | str"
Fact = Callable[[Row], Cell]
DEFAULT = ("layer", "kind", "shape", "product", "params", "macs")


@dataclass(frozen=True)
class Table:
    """The names of the columns, one row per layer, and the last row with the totals."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...]

    def _repr_html_(self) -> str:
        from symconv.layers.table_text import html

        return html(self)


def product_of(shape: Shape) -> str:
    """Return the entries of an array as people multiply them: kernel, inputs, outputs.

    >>> product_of((128, 3, 5, 5)), product_of((10, 490))
    ('5×5×3×128', '490×10')
    """
    return "×".join(map(str, (*shape[2:], *reversed(shape[:2]))))


def _products(row: Row) -> str:
    return " + ".join(map(product_of, row.weight_shapes.values()))


def _shape(row: Row) -> str:
    return "×".join(map(str, row.out_shape))


COLUMNS: Mapping[str, Fact] = {
    "layer": lambda row: row.node.name,
    "kind": lambda row: row.kind,
    "shape": _shape,
    "product": _products,
    "params": lambda row: 0 if row.node.shares else row.parameters,
    "biases": lambda row: 0 if row.node.shares else row.biases,
    "buffers": lambda row: 0 if row.node.shares else row.layer.buffer_count(),
    "activations": lambda row: prod(row.out_shape),
    "macs": lambda row: row.operations.macs,
    "landing": lambda row: row.landing_macs,
    "multiplications": lambda row: row.operations.multiplications,
    "additions": lambda row: row.operations.additions,
    "bias_additions": lambda row: row.operations.bias_additions,
    "comparisons": lambda row: row.operations.comparisons,
    **{
        tool: lambda row, tool=tool: printed(row.layer, row.in_shapes[0], tool)  # type: ignore[misc]
        for tool in COUNTERS
    },
}
WORDS = frozenset({"layer", "kind", "shape", "product", "rf"})


def table(
    network: Network,
    in_shape: Shape = (),
    columns: Sequence[str] = DEFAULT,
    *,
    rounding: Rounding = "floor",
) -> Table:
    """Return the table of a network; ``layer`` is always the first column.

    ``rf`` is the largest receptive field per axis. Raises ShapeError for an unknown column, and
    what `Network.trace` raises.

    >>> from symconv.layers import Conv, ReLU
    >>> net = Network.chain(Conv(3, 8, kernel_size=3), ReLU(), in_shape=(3, 32, 32))
    >>> table(net, columns=["shape", "params"]).rows
    (('conv1', '8×30×30', 224), ('relu1', '8×30×30', 0))
    """
    chosen = ("layer", *(c for c in dict.fromkeys(columns) if c != "layer"))
    for column in chosen:
        _require(column)
    traced = network.trace(in_shape, rounding=rounding)
    fields = _fields(network, traced) if "rf" in chosen else {}
    rows = tuple(
        tuple(fields[row.node.name] if c == "rf" else COLUMNS[c](row) for c in chosen)
        for row in traced.rows
    )
    total: tuple[Cell, ...] = tuple(
        "" if c in WORDS else sum((r[i] for r in rows), start=0) for i, c in enumerate(chosen)
    )
    return Table(network.title, chosen, rows, ("total", *total[1:]))


def _require(column: str) -> None:
    known = [*COLUMNS, "rf"]
    if column not in known:
        close = get_close_matches(column, known, 1)
        raise ShapeError(
            f"there is no column {column!r}",
            remedy=f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}",
        )


def _fields(network: Network, traced: Trace) -> Mapping[str, str]:
    from symconv.layers.receptive_field import receptive_fields

    fields = receptive_fields(network, traced.in_shape)
    return {name: "×".join(map(str, field.largest())) for name, field in fields.items()}
