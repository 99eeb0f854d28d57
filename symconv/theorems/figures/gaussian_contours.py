r"""Two Gaussian clouds in the plane: their means, and the contours of one and two deviations.

*Defines* `Cloud` and `gaussian_contours`. The contour of k standard deviations holds the points of
Mahalanobis distance k from the mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from symconv.latex.drawing import Figure, Shape, Style
from symconv.theorems.figures.axes import Axes, curve, dots, note, plot
from symconv.theorems.figures.ticks import Tick

POINTS = 120
Pair = tuple[float, float]
Ticks = tuple[Tick, ...] | None


@dataclass(frozen=True)
class Cloud:
    """Mean, standard deviations and correlation of two features."""

    mean: Pair
    deviation: Pair
    correlation: float

    def contour(self, k: int) -> list[Pair]:
        """Return points at distance k, once around.

        >>> Cloud((0, 0), (2, 1), 0.0).contour(1)[0]
        (2.0, 0.0)
        """
        angles = [2 * pi * t / POINTS for t in range(POINTS + 1)]
        return [self.at(k * cos(t), k * sin(t)) for t in angles]

    def at(self, u: float, v: float) -> Pair:
        """Return where a point of the standard cloud comes to lie."""
        r, (s, t) = self.correlation, self.deviation
        return self.mean[0] + s * u, self.mean[1] + t * (r * u + sqrt(1 - r * r) * v)

    @property
    def top(self) -> Pair:
        """The highest point of the contour of two deviations."""
        r = self.correlation
        return self.at(2 * r, 2 * sqrt(1 - r * r))


def gaussian_contours(
    before: Cloud, after: Cloud, ticks: tuple[Ticks, Ticks], remark: str = ""
) -> Figure:
    """Return both clouds on one pair of axes; ticks that are None are round numbers."""
    axes = Axes(
        x=_range(0, before, after),
        y=_range(1, before, after),
        width=100.0,
        x_label="$x$",
        y_label="$x'$",
        x_ticks=ticks[0],
        y_ticks=ticks[1],
    )
    layers: list[list[Shape]] = []
    for cloud, style in (
        (before, Style("second", width=0.8, dashed=True)),
        (after, Style("accent", width=1.0)),
    ):
        layers += [curve(axes, cloud.contour(k), style) for k in (1, 2)]
        layers.append(dots(axes, [cloud.mean], style.stroke or "ink"))
    words = [
        note(axes, *before.top, "before", "above", "second"),
        note(axes, *after.top, "after", "above", "accent"),
    ]
    return Figure(
        plot(axes, *layers, *words),
        caption="Means and the contours of one and of two standard deviations, before the layer "
        f"(dashed) and after it (full).{remark}",
        alternative="Two pairs of ellipses, each pair about its mean: those of the data, dashed, "
        "and those after the layer, full, with the same correlation.",
    )


def _range(axis: int, *clouds: Cloud) -> Pair:
    """Return what the contours of two deviations need, with some room."""
    low = min(c.mean[axis] - 2 * c.deviation[axis] for c in clouds)
    high = max(c.mean[axis] + 2 * c.deviation[axis] for c in clouds)
    room = 0.12 * (high - low)
    return low - room, high + room
