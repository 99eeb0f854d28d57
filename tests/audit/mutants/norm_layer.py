"""A normalisation layer on paper: its givens, and how its lines are spelled.

The right gradients are those of S. Ioffe, C. Szegedy, "Batch Normalization" (2015), in closed form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shared import write

HAT, GAMMA, BETA, MU, SIGMA = r"\hat{x}", r"\gamma", r"\beta", r"\mu", r"\sigma"
PRIME = "'"


@dataclass(frozen=True)
class Layer:
    """A layer on paper: its givens, and how its lines are spelled."""

    sizes: tuple[str, ...]
    letters: tuple[str, ...]
    over: tuple[int, ...]

    @property
    def given(self) -> Mapping[str, object]:
        """What the question gives."""
        return {
            "shape": list(self.sizes),
            "over": list(self.over),
            "indices": list(self.letters),
        }

    def at(self, tensor: str, bound: str = "") -> str:
        """Return an element; ``bound`` stands behind the letters that are summed over."""
        places = [a + (bound if n in self.over else "") for n, a in enumerate(self.letters)]
        return f"{tensor}_{{{', '.join(places)}}}"

    def kept(self, tensor: str) -> str:
        """Return a statistic or a parameter."""
        places = [a for n, a in enumerate(self.letters) if n not in self.over]
        return f"{tensor}_{{{', '.join(places)}}}" if places else tensor

    def sum(self, axes: tuple[int, ...] | None = None) -> str:
        """Return the signs of a sum over the axes of a group, or over others."""
        chosen = self.over if axes is None else axes
        signs = [rf"\sum_{{{self.letters[a]}'=0}}^{{{self.sizes[a]} - 1}}" for a in chosen]
        return " ".join(signs)

    @property
    def count(self) -> str:
        """How many entries a group has."""
        return " ".join(self.sizes[a] for a in self.over)

    @property
    def subjects(self) -> tuple[str, str, str]:
        """What the gradients are called."""
        by = (self.at("x"), self.kept(GAMMA), self.kept(r"\beta"))
        return tuple(rf"\frac{{\partial L}}{{\partial {v}}}" for v in by)  # type: ignore[return-value]

    def lines(self, by_x: str = "", by_g: str = "", by_b: str = "") -> str:
        """Write three gradients, the right ones where none is given."""
        right = (self.by_x(), self.moment(), self.total())
        values = [new or old for new, old in zip((by_x, by_g, by_b), right, strict=True)]
        return write(dict(zip(self.subjects, values, strict=True)))

    def total(self) -> str:
        """Return the sum of what comes from above."""
        return f"{self.sum()} {self.at('g', PRIME)}"

    def moment(self, by: str = r"\hat{x}") -> str:
        """Return the sum of what comes from above times the normalised values."""
        return f"{self.total()} {self.at(by, PRIME)}"

    @property
    def scale(self) -> str:
        """The factor in front."""
        return rf"\frac{{{self.kept(GAMMA)} {self.kept('s')}}}{{{self.count}}}"

    def by_x(self, inside: str = "", scale: str = "") -> str:
        """Return the gradient by the input with another factor or difference."""
        return rf"{scale or self.scale} \left({inside or self.inside()}\right)"

    def inside(self, one: str = "", two: str = "", three: str = "") -> str:
        """Return the difference with other terms."""
        first = one or f"{self.count} {self.at('g')}"
        second = two or f"- {self.total()}"
        third = three or rf"- {self.at(HAT)} {self.moment()}"
        return f"{first} {second} {third}"

    def mean_sum(self) -> str:
        """Return the sum of the entries of a group."""
        return f"{self.sum()} {self.at('x', PRIME)}"

    def square_sum(self) -> str:
        """Return the sum of the squared deviations of a group."""
        return rf"{self.sum()} ({self.at('x', PRIME)} - {self.kept(MU)})^2"

    def definition(
        self,
        mean: str = "",
        spread: str = "",
        hat: str = "",
        output: str = "",
        *,
        affine: bool = False,
    ) -> str:
        """Write the equations of the layer, the right ones where none is given."""
        sigma = self.kept(SIGMA)
        lines = {
            self.kept(MU): mean or rf"\frac{{1}}{{{self.count}}} {self.mean_sum()}",
            sigma: spread or rf"\sqrt{{\frac{{1}}{{{self.count}}} {self.square_sum()}}}",
            self.at(HAT): hat
            or rf"\frac{{{self.at('x')} - {self.kept(MU)}}}{{\sqrt{{{sigma}^2 + \varepsilon}}}}",
        }
        if affine:
            scaled = f"{self.kept(GAMMA)} {self.at(HAT)} + {self.kept(BETA)}"
            lines[self.at("y")] = output or scaled
        return write(lines)


PLAIN = Layer(("N", "D"), ("i", "j"), (0,))
OTHER = Layer(("B", "F"), ("k", "f"), (0,))
IMAGES = Layer(("N", "C", "H", "W"), ("n", "c", "h", "w"), (0, 2, 3))
SIGNAL = Layer(("B", "C", "T"), ("b", "c", "t"), (0, 2))
