"""Answers of the sheets against values found without symconv: by hand, and by PyTorch."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from symconv.sheets.spec import load

FOLDER = Path(__file__).parents[2] / "derivations"

BY_HAND: dict[tuple[str, str], Any] = {
    ("cpen455_hw2", "3.1"): ("floor((H + 2*P - K)/S) + 1", "floor((W + 2*P - K)/S) + 1"),
    ("cpen455_hw2", "3.2"): ("Mod(H + 2*P - K, S)", "Mod(W + 2*P - K, S)"),
    ("cpen455_hw2", "3.3.1"): ((-4, 5, 6), (10, -4, -10), (6, -5, -4)),
    ("cpen455_hw2", "4.2"): (
        "floor((H + 2*P - D*(K - 1) - 1)/S) + 1",
        "floor((W + 2*P - D*(K - 1) - 1)/S) + 1",
    ),
    ("cpen455_hw2", "4.3"): (
        "Mod(H + 2*P - D*(K - 1) - 1, S)",
        "Mod(W + 2*P - D*(K - 1) - 1, S)",
    ),
    # With padding 2 and stride 4 the four windows touch the four corners of the 3 x 3 image.
    ("cs7643_ps3", "1"): (
        ("w_2_2", 0, 0, 0, 0, 0, 0, 0, 0),
        (0, 0, "w_2_0", 0, 0, 0, 0, 0, 0),
        (0, 0, 0, 0, 0, 0, "w_0_2", 0, 0),
        (0, 0, 0, 0, 0, 0, 0, 0, "w_0_0"),
    ),
    ("cs7643_ps3", "4 (AND)"): ((1, 1), -2),
    ("cs7643_ps3", "4 (OR)"): ((1, 1), -1),
    ("cs7643_ps3", "6"): ((6, 3), (Fraction(3, 2), 3), (6, 3)),
    ("cs7643_ps3", "7"): "2**d",
    ("cs7643_ps3", "8"): "n_f*n_g",
    ("cs7643_ps3", "9"): "2**(L*d)",
    ("cpen455_hw2", "1.2"): (((1, -1),), (0,), ((1,),), 0),
}


@pytest.mark.parametrize(("name", "part"), BY_HAND, ids=lambda v: v)
def test_answers_found_by_hand(name: str, part: str) -> None:
    assert answer(name, part) == BY_HAND[name, part]


def test_hand_calculations_against_torch() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is an optional peer")
    sheet = load(FOLDER / "cpen455_hw2.yaml")
    given = sheet["3.3.2"].given
    expected = torch.nn.functional.conv_transpose2d(
        image(torch, given["Y"]), image(torch, given["W"]), stride=2, padding=1, output_padding=1
    )
    assert image(torch, answer("cpen455_hw2", "3.3.2")).equal(expected)
    given = sheet["4.1"].given
    expected = torch.nn.functional.conv2d(
        image(torch, given["X"]), image(torch, given["W"]), stride=2, padding=2, dilation=2
    )
    assert image(torch, answer("cpen455_hw2", "4.1")).equal(expected)


def test_the_transposed_matrix_against_torch() -> None:
    """Column q of the matrix is the response to an image with a single one at q."""
    torch = pytest.importorskip("torch", reason="PyTorch is an optional peer")
    kernel = torch.tensor([[2.0, 3.0], [5.0, 7.0]], dtype=torch.float64)
    names = {f"w_{i}_{j}": kernel[i, j].item() for i in range(2) for j in range(2)}
    matrix = [[names.get(v, 0.0) for v in row] for row in answer("cs7643_ps3", "2")]
    units = torch.eye(4, dtype=torch.float64).reshape(4, 1, 2, 2)
    response = torch.nn.functional.conv_transpose2d(units, kernel[None, None], stride=2)
    assert torch.tensor(matrix, dtype=torch.float64).T.equal(response.reshape(4, 16))


def test_the_sub_pixel_order_against_pixel_shuffle() -> None:
    """The order of the outputs is the one of PyTorch's pixel shuffle."""
    torch = pytest.importorskip("torch", reason="PyTorch is an optional peer")
    numbered = torch.arange(16.0).reshape(1, 4, 2, 2)
    shuffled = torch.nn.functional.pixel_shuffle(numbered, 2)
    assert list(answer("cs7643_ps3", "3")) == shuffled.ravel().int().tolist()


def answer(name: str, part: str) -> Any:
    from symconv.theorems import derive

    problem = load(FOLDER / f"{name}.yaml")[part]
    return derive(problem.ask, **problem.given).answer.value


def image(torch: Any, rows: Any) -> Any:
    return torch.tensor([[list(map(list, rows))]], dtype=torch.float64)
