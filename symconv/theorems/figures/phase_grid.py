"""Which inputs an output of a transposed convolution reads, and through which tap, by phase.

*Defines* `phase_grid`: one column per output, one row per input, in each cell the tap that leads
from the one to the other. Columns of one phase have one colour and one pattern of taps.
"""

from __future__ import annotations

from symconv.latex.drawing import Drawing, Figure, Label, Role, Shape
from symconv.theorems.figures.grids import Grid, cells

MOST_COLUMNS = 24
_CELL = 6.0
_LEFT, _TOP, _BELOW = 17.0, 12.0, 8.0
_HUES: tuple[Role, ...] = ("hue1", "hue2", "hue3", "hue4", "hue5", "hue6", "hue7", "hue8")


def phase_grid(kernel: int, stride: int, padding: int, caption: str) -> tuple[Figure, ...]:
    """Return the figure for numbers, with as many inputs as show every phase away from the border.

    None where the table would be wider than a page.

    >>> (figure,) = phase_grid(3, 2, 0, "Two phases.")
    >>> figure.alternative.partition(".")[0]
    'Taps from 4 inputs to 9 outputs of a transposed convolution'
    """
    inputs = max(3, -(-kernel // stride) + 2)
    outputs = (inputs - 1) * stride + kernel - 2 * padding
    if not 0 < outputs <= MOST_COLUMNS or stride > len(_HUES):
        return ()
    taps = [[y + padding - stride * i for y in range(outputs)] for i in range(inputs)]
    words = [[f"$w_{{{t}}}$" if 0 <= t < kernel else "" for t in row] for row in taps]
    phases = [(y + padding) % stride for y in range(outputs)]
    counts = [sum(1 for row in words if row[y]) for y in range(outputs)]
    grid = Grid((_LEFT, _BELOW + inputs * _CELL), inputs, outputs, _CELL)

    def fill(row: int, column: int) -> Role | None:
        return _HUES[phases[column]] if words[row][column] else None

    shapes: list[Shape] = [*cells(grid, words, fill, 8.0)]
    left, top = grid.corner
    shapes += [
        Label((left - 1.5, grid.center(i, 0)[1]), f"$i = {i}$", "left", 8.0) for i in range(inputs)
    ]
    rows = (
        (top + 3.0, "$y$", [*range(outputs)]),
        (top + 8.0, r"phase $\phi$", phases),
        (_BELOW - 4.5, "inputs", counts),
    )
    for height, name, numbers in rows:
        shapes.append(Label((left - 1.5, height), name, "left", 8.0))
        for y, number in enumerate(numbers):
            shapes.append(Label((grid.center(0, y)[0], height), f"${number}$", size=8.0))
    drawing = Drawing(_LEFT + grid.width + 1.0, top + _TOP, tuple(shapes))
    return (Figure(drawing, caption, _said(kernel, stride, inputs, outputs)),)


def _said(kernel: int, stride: int, inputs: int, outputs: int) -> str:
    each = ", ".join(
        f"of phase {phase} read {len(range(phase, kernel, stride))}" for phase in range(stride)
    )
    return (
        f"Taps from {inputs} inputs to {outputs} outputs of a transposed convolution. "
        f"Outputs {each} inputs, away from the border."
    )
