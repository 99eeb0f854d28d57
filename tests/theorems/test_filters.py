"""Blur and edge filters: published kernels, pictures by SciPy, faults that must be found."""

from dataclasses import replace
from fractions import Fraction
from math import comb

import numpy as np
import pytest
from scipy import ndimage

from symconv.errors import GivenError, ProofError, WitnessError
from symconv.latex.drawing import Raster
from symconv.latex.reader import read_one
from symconv.proof.prove import prove
from symconv.theorems import blur_filter, derive, edge_filter
from symconv.theorems.figures.filtered_image import disc_and_bars, filtered

PUBLISHED = {
    "sobel": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "prewitt": [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
    "central_difference": [[-1, 0, 1]],
    "laplacian": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
}


@pytest.mark.parametrize("kind", PUBLISHED)
def test_edge_kernels_are_the_published_ones(kind):
    """As in every textbook of image processing."""
    found = derive("edge_filter", kind=kind)
    assert np.array_equal(found.answer.value, PUBLISHED[kind])


@pytest.mark.parametrize("size", range(2, 8))
def test_binomial_weights_are_binomial_coefficients(size):
    """C(K - 1, u) C(K - 1, v) over 4^(K - 1)."""
    found = derive("blur_filter", kind="binomial", kernel_size=size).answer.value
    row = [comb(size - 1, u) for u in range(size)]
    assert [list(r) for r in found] == [
        [Fraction(a * b, 4 ** (size - 1)) for b in row] for a in row
    ]


def test_equal_weights():
    """One ninth each."""
    assert derive("blur_filter", kind="box").answer.value == ((Fraction(1, 9),) * 3,) * 3


@pytest.mark.parametrize("kind", ["sobel", "prewitt", "laplacian"])
def test_pictures_agree_with_scipy(kind):
    """SciPy's filters continue the border in the same way."""
    image = disc_and_bars().astype(float)
    truth = {
        "sobel": ndimage.sobel(image, 1, mode="nearest"),
        "prewitt": ndimage.prewitt(image, 1, mode="nearest"),
        "laplacian": ndimage.laplace(image, mode="nearest"),
    }[kind]
    assert np.array_equal(filtered(image, np.array(PUBLISHED[kind])), truth)


def test_the_figure_shows_the_image_and_the_filtered_image():
    """The right picture is the correlation, rounded; both have words for those who cannot see."""
    figure = derive("blur_filter", kind="box", kernel_size=3).figures[0]
    before, after = [s for s in figure.drawing.shapes if isinstance(s, Raster)]
    image = disc_and_bars()
    assert np.array_equal(before.rows, image)
    truth = ndimage.correlate(image.astype(float), np.full((3, 3), 1 / 9), mode="nearest")
    assert np.abs(np.array(after.rows) - truth).max() <= 0.5 + 1e-9
    assert "the edges are soft" in figure.alternative


def test_edges_are_white_where_they_are():
    """The strongest response is 255; the even slope of the background stays dark."""
    figure = derive("edge_filter", kind="sobel").figures[0]
    _, across_rows, transposed = [s for s in figure.drawing.shapes if isinstance(s, Raster)]
    upright = np.array(across_rows.rows)
    assert upright.max() == 255
    assert upright[33:42, 9].max() > 150
    assert min(upright[15, 5], upright[15, 23]) > 100, "from dark to light, and back"
    assert upright[26, 2:20].max() < 10
    assert np.array(transposed.rows)[9, 32:40].max() > 150


FAULTS = [
    ("blur_filter", {}, 0, r"c = \frac{1}{2}", r"c = \frac{1}{4}"),
    ("blur_filter", {}, 0, r"a = e \wedge ", ""),
    ("blur_filter", {"kind": "box"}, 0, r"\frac{1}{3}", r"\frac{1}{9}"),
    ("blur_filter", {}, 4, "= 1", "= 16"),
    ("blur_filter", {}, 7, "u - 1", "u"),
    ("blur_filter", {}, 8, "u + v", "2 u"),
    ("edge_filter", {}, 0, "b = 0", "b = 1"),
    ("edge_filter", {}, 2, "= 0", "= 1"),
    ("edge_filter", {}, 3, "= -g", "= g"),
    ("edge_filter", {}, 4, "8", "4"),
    ("edge_filter", {"kind": "prewitt"}, 1, "-1 & 0 & 1", "-2 & 0 & 2"),
    ("edge_filter", {"kind": "laplacian"}, 5, r"2 \delta + 2 \zeta", r"2 \delta"),
]


@pytest.mark.parametrize(("theorem", "givens", "number", "old", "new"), FAULTS)
def test_planted_faults_are_found(theorem, givens, number, old, new):
    """Each line is wrong in one place."""
    found = derive(theorem, **givens)
    step = found.steps[number]
    assert old in step.latex, step.latex
    latex = step.latex.replace(old, new, 1)
    wrong = replace(step, latex=latex, statement=read_one(latex, found.symbols).statement)
    steps = (*found.steps[:number], wrong, *found.steps[number + 1 :])
    with pytest.raises(ProofError, match=f"step {number + 1} of"):
        prove(replace(found, steps=steps))


@pytest.mark.parametrize("module", [blur_filter, edge_filter], ids=["blur", "edge"])
def test_the_witness_notices_a_wrong_filter(module, monkeypatch):
    """A response that is moved by one pixel is another filter."""
    monkeypatch.setattr(module, "filtered", lambda *a: np.roll(filtered(*a), 1, 1))
    with pytest.raises(WitnessError):
        derive(module.__name__.split(".")[-1]).witness.check()


@pytest.mark.parametrize("theorem", ["blur_filter", "edge_filter"])
def test_an_unknown_kind_is_refused_with_the_kinds(theorem):
    """The error lists what there is."""
    with pytest.raises(GivenError, match=r"kind must be one of .*, not 'gauss'") as caught:
        derive(theorem, kind="gauss")
    assert caught.value.given == "kind"
