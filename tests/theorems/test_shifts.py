"""What shifts of images tell about outputs, and when they tell nothing."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from symconv.errors import GivenError, WitnessError
from symconv.kernels import conv
from symconv.proof.prove import prove
from symconv.theorems import derive

ROW = [[int(r == 1)] * 8 for r in range(8)]
COLUMN = [[int(c == 1) for c in range(8)] for _ in range(8)]
DATA: dict[str, Any] = {"known": [ROW, COLUMN], "outputs": [["4/5", 0, 0], [0, "4/5", 0]]}


def column(at: int, rows: int = 8) -> list[list[int]]:
    return [[int(c == at) for c in range(8)] for _ in range(rows)]


def test_a_moved_column_has_the_known_output() -> None:
    """Column 6 is column 1 moved by five."""
    report = prove(derive("output_of_shifted_image", **DATA, image=column(6)))
    assert report.derivation.answer.value == (0, Fraction(4, 5), 0)
    assert report.witness_cases == 12


def test_a_moved_row_has_the_other_output() -> None:
    """Row 5 is row 1 moved by four."""
    image = [[int(r == 5)] * 8 for r in range(8)]
    derivation = derive("output_of_shifted_image", **DATA, image=image)
    assert derivation.answer.value == (Fraction(4, 5), 0, 0)


def test_seven_rows_determine_nothing() -> None:
    """An image of another size is no shift of a known one."""
    image = [[int(r == 5)] * 8 for r in range(7)]
    with pytest.raises(GivenError, match=r"7x8 and the known ones are 8x8.*do not determine"):
        derive("output_of_shifted_image", **DATA, image=image)


def test_a_diagonal_determines_nothing() -> None:
    """Neither a row nor a column moved."""
    image = [[int(r == c) for c in range(8)] for r in range(8)]
    with pytest.raises(GivenError, match="no known image that was moved"):
        derive("output_of_shifted_image", **DATA, image=image)


def test_padding_on_both_sides_of_an_even_kernel_determines_nothing() -> None:
    """A 2x2 kernel with one sample on each side counts one output twice; here is an image."""
    with pytest.raises(GivenError, match=r"become n \+ 1: no circle.*do not determine"):
        derive("output_of_shifted_image", **DATA, image=column(6), padding=2)
    x, w = np.zeros((1, 1, 8)), np.array([[[1.0, 2.0]]])
    x[0, 0, 0] = 1
    one, moved = (
        conv(a, w, padding=1, padding_mode="circular").mean() for a in (x, np.roll(x, 3, 2))
    )
    assert one != moved


def test_a_kernel_that_does_not_wrap_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Zeros in the place of the circle break both witnesses."""

    def zero_padded(x: Any, w: Any, **rest: Any) -> Any:
        return conv(x, w, **{**rest, "padding_mode": "zeros"})

    monkeypatch.setattr("symconv.theorems.circular_equivariance.conv", zero_padded)
    with pytest.raises(WitnessError, match="the result is not turned"):
        prove(derive("circular_equivariance"))
    monkeypatch.undo()
    monkeypatch.setattr("symconv.theorems.output_of_shifted_image.conv", zero_padded)
    image = [[int(r == 7)] * 8 for r in range(8)]
    with pytest.raises(WitnessError, match="the means differ"):
        prove(derive("output_of_shifted_image", **DATA, image=image))


@pytest.mark.parametrize(
    ("given", "value", "message"),
    [
        ("known", [[1, 2]], "known must be a list of images"),
        ("outputs", [["1/2"]], "one list per known image, 2 in all"),
        ("image", [1, 0], "image must be one image"),
    ],
)
def test_wrong_shapes_name_the_given(given: str, value: object, message: str) -> None:
    """Each array has its number of axes."""
    with pytest.raises(GivenError, match=message) as caught:
        derive("output_of_shifted_image", **{**DATA, "image": column(6), given: value})
    assert caught.value.given == given
