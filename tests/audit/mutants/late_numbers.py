"""Mutants of gradients and distances, by plain arithmetic and by torch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
import torch.nn.functional as F
from shared import Mutant, Rewriting, changed, display, matrix, write

Wrong = Sequence[tuple[str, dict[str, str]]]


def distance_mutants() -> Iterator[Mutant]:
    """Counts of subtractions, additions and of the memory of three programs."""
    for t, n, p in ((2, 4, 3), (3, 5, 2), (4, 2, 5), (2, 6, 4)):
        given = {"metric": "L1", "num_test": t, "num_train": n, "features": p}
        right = distances(t, n, p)
        s, a, two, one, none = right
        wrong: Wrong = (
            ("features-ignored", {s: str(t * n)}), ("test-ignored", {s: str(n * p)}), ("train-ignored", {s: str(t * p)}),  # noqa: E501
            ("additions-miscounted", {a: str(t * n * p)}), ("off-by-one", {a: str(t * n * (p - 1) + 1)}),  # noqa: E501
            ("squared", {two: str(p * p + 1)}), ("exchanged", {one: str(t * n * p), none: str(n * p)}), ("test-for-train", {one: str(t * p + n * 7)}),  # noqa: E501
            ("features-ignored", {none: str(t * n)}), ("sign", {s: str(-t * n * p)}),
        )  # fmt: skip
        yield from changed("pairwise_distances", given, right, wrong)


def distances(t: object, n: object, p: object, less: str = "1") -> dict[str, str]:
    """Return the counts as products."""
    names = (r"\sigma", r"\alpha", r"m_{\mathrm{two}}", r"m_{\mathrm{one}}", r"m_{\mathrm{no}}")
    values = (
        rf"{t} \cdot {n} \cdot {p}",
        rf"{t} \cdot {n} \cdot ({p} - {less})",
        f"{p}",
        rf"{n} \cdot {p}",
        rf"{t} \cdot {n} \cdot {p}",
    )
    return dict(zip(names, values, strict=True))


def distance_rewritings() -> Iterator[Rewriting]:
    """Products in any order, or their values."""
    for t, n, p in ((2, 4, 3), (3, 5, 2), (4, 2, 5)):
        given = {"metric": "L1", "num_test": t, "num_train": n, "features": p}
        right = distances(t, n, p)
        values = (t * n * p, t * n * (p - 1), p, n * p, t * n * p)
        numbers = {k: str(v) for k, v in zip(right, values, strict=True)}
        boxed = {k: rf"\boxed{{{v}}}" for k, v in numbers.items()}
        doubled = {k: rf"\frac{{{2 * int(v)}}}{{2}}" for k, v in numbers.items()}
        for form, lines in enumerate((right, numbers, boxed, doubled)):
            yield Rewriting("pairwise_distances", given, f"{form}", write(lines))


def gradient_mutants() -> Iterator[Mutant]:
    """The gradient by the image: the kernel not turned, transposed, cropped; other mistakes."""
    torch.manual_seed(0)
    for size, k in ((5, 3), (4, 2), (4, 3), (5, 2)):
        x, w = torch.randint(1, 6, (size, size)), torch.randint(1, 6, (k, k))
        ones = torch.randint(1, 4, (size - k + 1, size - k + 1))
        given = {"X": x.tolist(), "W": w.tolist(), "G": ones.tolist(), "by": "input"}
        right = by_input(ones, w)
        slip = right.clone()
        slip[0, 0] += 1
        wrong = {
            "kernel-flipped": by_input(ones, w.flip(0, 1)), "kernel-transposed": by_input(ones, w.T),  # noqa: E501
            "matrix-transposed": right.T, "sign": -right, "slip": slip, "factor-two": 2 * right,
            "gradient-ignored": by_input(torch.ones_like(ones), w), "rows-reversed": right.flip(0),
            "columns-reversed": right.flip(1), "turned": right.flip(0, 1), "cropped": right[1:-1, 1:-1],  # noqa: E501
            "by-weight": F.conv2d(x[None, None].double(), ones[None, None].double())[0, 0].long(),
        }  # fmt: skip
        for kind, values in wrong.items():
            if values.shape != right.shape or not torch.equal(values, right):
                answer = display(rf"\frac{{\partial E}}{{\partial X}} = {matrix(values.tolist())}")
                also = {"turned": {"kernel-flipped"}, "kernel-flipped": {"turned"}}.get(kind, set())
                yield Mutant("conv_gradient_by_hand", given, kind, frozenset({kind} | also), answer)


def by_input(gradient: torch.Tensor, kernel: torch.Tensor) -> torch.Tensor:
    """Return the gradient of a correlation by its input."""
    spread = F.conv_transpose2d(gradient[None, None].double(), kernel[None, None].double())
    return spread[0, 0].long()


def gradient_rewritings() -> Iterator[Rewriting]:
    """The right gradient in other layouts."""
    x, w, g = [[4, 5, 2], [3, 3, 2], [1, 0, 2]], [[1, 2], [3, 4]], [[1, 2], [0, 1]]
    given = {"X": x, "W": w, "G": g, "by": "input"}
    right = by_input(torch.tensor(g), torch.tensor(w)).tolist()
    for form, rows in (
        ("numbers", right), ("halves", [[rf"\frac{{{2 * e}}}{{2}}" for e in r] for r in right]),
        ("decimals", [[f"{e}.0" for e in r] for r in right]), ("sums", [[f"{e} + 0" for e in r] for r in right]),  # noqa: E501
        ("differences", [[f"{e + 1} - 1" for e in r] for r in right]),
    ):  # fmt: skip
        for name in (r"\frac{\partial E}{\partial X} = ", ""):
            for fence in ("bmatrix", "pmatrix"):
                text = display(name + matrix(rows, fence))
                yield Rewriting("conv_gradient_by_hand", given, f"{form} {name} {fence}", text)
