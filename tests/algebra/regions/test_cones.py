"""The rays of a cell are its vertices: all of them, each once, and nothing else."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations

import pytest
from flint import fmpq_mat, fmpz_mat

from symconv.algebra.regions.cone import Cone, box, dot, linear_space, split, whole
from symconv.algebra.regions.facets import facet_rows


def vertices(rows: tuple[tuple[int, ...], ...], n: int) -> set[tuple[Fraction, ...]]:
    """Every point where n rows with independent normals vanish and none is negative."""
    found = set()
    for chosen in combinations(rows, n):
        matrix = fmpz_mat([row[:-1] for row in chosen])
        if matrix.rank() < n:
            continue
        solved = fmpq_mat(matrix).solve(fmpq_mat(fmpz_mat([[-row[-1]] for row in chosen])))
        x = tuple(Fraction(int(v.p), int(v.q)) for (v,) in solved.tolist())
        if all(sum(a * b for a, b in zip(row, (*x, 1), strict=True)) >= 0 for row in rows):
            found.add(x)
    return found


def cut_box(n: int, cuts: int, most: int, seed: int) -> Cone:
    draw = random.Random(seed)
    cell = box([(Fraction(-1), Fraction(1))] * n)
    for _ in range(cuts):
        row = tuple(draw.randint(-most, most) for _ in range(n + 1))
        parts = [part for part in split(cell, row) if part is not None]
        cell = draw.choice(parts) if parts else cell
    return cell


@pytest.mark.parametrize("most", [1, 99])
@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_rays_of_a_bounded_cell_are_its_vertices(n: int, most: int) -> None:
    for seed in range(6):
        cell = cut_box(n, 6, most, seed)
        rows = tuple(row for row in cell.rows if any(row[:-1]))
        points = [tuple(Fraction(v, ray[-1]) for v in ray[:-1]) for ray, _ in cell.rays]
        assert len(points) == len(set(points))
        assert set(points) == vertices(rows, n)
        for ray, mask in cell.rays:
            zero = {k for k, row in enumerate(cell.rows) if not dot(row, ray)}
            assert zero == {k for k in range(len(cell.rows)) if mask >> k & 1}


@pytest.mark.parametrize("n", [2, 3, 4])
def test_facets_are_the_rows_that_cannot_be_left_out(n: int) -> None:
    for seed in range(6):
        cell = cut_box(n, 6, 3, seed)
        rows = tuple(row for row in cell.rows if any(row[:-1]))
        corners = vertices(rows, n)
        facets = set(facet_rows(cell))
        assert vertices(tuple(facets), n) == corners
        for row in facets:  # without it the cell has other corners, or is no longer bounded
            rest = tuple(facets - {row})
            assert vertices(rest, n) != corners


def test_a_space_without_origin_has_only_lines() -> None:
    """Three lines through the origin of the plane: six wedges with two rays each."""
    cells = [linear_space(2)]
    for row in ((1, 0), (0, 1), (1, 1)):
        cells = [part for cell in cells for part in split(cell, row) if part is not None]
    assert [len(cell.rays) for cell in cells] == [2] * 6
    assert not any(cell.lines for cell in cells)
    half = split(whole(3), (1, 0, 0, 0))[1]
    assert half is not None
    assert len(half.lines) == 2
    assert facet_rows(half) == ((1, 0, 0, 0),)
    assert facet_rows(linear_space(2)) == ()


def test_rays_of_degenerate_cones_are_extreme() -> None:
    """Where many hyperplanes meet, sharing enough of them does not make two rays neighbours."""
    checked = 0
    for seed in range(20, 50):
        draw = random.Random(seed)
        cell = linear_space(6)
        for _ in range(14):
            row = tuple(draw.randint(-1, 1) for _ in range(6))
            parts = [part for part in split(cell, row) if part is not None] if any(row) else [cell]
            cell = max(parts, key=lambda part: len(part.rays))
        for ray, _ in cell.rays if not cell.lines else ():
            tight = [row for row in cell.rows if not dot(row, ray)]
            assert fmpz_mat(tight).rank() == 5
            checked += 1
    assert checked > 500
