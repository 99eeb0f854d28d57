r"""Names of truth tables.

*Defines* `gate_name`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product

from symconv.proof.exact_numbers import Exact

ORDINARY: Mapping[str, Callable[[Sequence[int]], bool]] = {
    "AND": lambda x: all(x),
    "OR": lambda x: any(x),
    "NAND": lambda x: not all(x),
    "NOR": lambda x: not any(x),
    "XOR": lambda x: sum(x) % 2 == 1,
    "XNOR": lambda x: sum(x) % 2 == 0,
}
OF_TWO = {"x_1 implies x_2": [1, 1, 0, 1], "x_2 implies x_1": [1, 0, 1, 1]}


def gate_name(table: Sequence[Exact]) -> str:
    """Return what a table is called; empty for one that has no usual name.

    >>> gate_name([0, 0, 0, 0]), gate_name([0, 0, 1, 1])
    ('always 0', 'x_1')
    >>> gate_name([0, 1, 1, 1]), gate_name([1, 1, 0, 1]), gate_name([0, 0, 0, 1, 0, 1, 1, 1])
    ('OR', 'x_1 implies x_2', 'at least 2 of 3')
    """
    values = list(table)
    inputs = (len(values) - 1).bit_length()
    points = list(product((0, 1), repeat=inputs))
    if inputs == 1:
        named = {"[0, 1]": "x_1", "[1, 0]": "NOT", "[0, 0]": "always 0", "[1, 1]": "always 1"}
        return named.get(str(values), "")
    for name, holds in ORDINARY.items():
        if values == [int(holds(x)) for x in points]:
            return name
    if len(set(values)) == 1 and values[0] in (0, 1):
        return f"always {values[0]}"
    for i in range(inputs):
        if values == [x[i] for x in points]:
            return f"x_{i + 1}"
    for name, listed in OF_TWO.items():
        if values == listed:
            return name
    for least in range(2, inputs):
        if values == [int(sum(x) >= least) for x in points]:
            return f"at least {least} of {inputs}"
    return ""


def described(table: Sequence[Exact]) -> str:
    """Return a table as its values, with its name if it has one."""
    listed = ", ".join(map(str, table))
    name = gate_name(table)
    return f"{listed} ({name})" if name else listed
