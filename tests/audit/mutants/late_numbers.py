"""Mutants of maps of networks, gradients and distances, by plain arithmetic and by torch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import torch
import torch.nn.functional as F
from shared import Mutant, Rewriting, changed, display, matrix, tex, write

Rows = list[list[Fraction]]
LAYERS = ["[[3/2], [1/2]] x + [0, 1]", "[[1, 2], [2, 1]] x + [0, 1]", "[[1, 1]] x + [-1]"]
NET = (
    ([["3/2"], ["1/2"]], [0, 1]), ([[1, 2], [2, 1]], [0, 1]), ([[1, 1]], [-1]),
)  # fmt: skip
Wrong = Sequence[tuple[str, dict[str, str]]]


def local(point: Fraction, open_units: Callable[[Fraction], bool]) -> tuple[Fraction, Fraction]:
    """Return slope and bias of the network about a point, with a rule for which units are open."""
    slopes, biases = [Fraction(1)], [Fraction(0)]
    for depth, (rows, shift) in enumerate(NET):
        w = [[Fraction(e) for e in row] for row in rows]
        slopes, biases = (
            [sum((a * s for a, s in zip(row, slopes, strict=True)), Fraction(0)) for row in w],
            [sum((a * b for a, b in zip(row, biases, strict=True)), Fraction(c)) for row, c in zip(w, shift, strict=True)],  # noqa: E501
        )  # fmt: skip
        if depth < len(NET) - 1:
            opened = [open_units(s * point + b) for s, b in zip(slopes, biases, strict=True)]
            slopes = [s if o else Fraction(0) for s, o in zip(slopes, opened, strict=True)]
            biases = [b if o else Fraction(0) for b, o in zip(biases, opened, strict=True)]
    return slopes[0], biases[0]


def affine_mutants() -> Iterator[Mutant]:
    """Units all open, all closed, the complement; biases forgotten; slips."""
    points = [Fraction(n) for n in (2, -1, 1)]
    given = {"layers": LAYERS, "points": [2, -1, 1]}
    found = [local(p, lambda z: z > 0) for p in points]
    right: dict[str, str] = {}
    for letter, (w, b) in zip("abc", found, strict=True):
        right |= {rf"W_{{\mathrm{{{letter}}}}}": tex(w), rf"b_{{\mathrm{{{letter}}}}}": tex(b)}
    wrong: list[tuple[str, dict[str, str]]] = []
    for letter, p, (w, b) in zip("abc", points, found, strict=True):
        slope, bias = rf"W_{{\mathrm{{{letter}}}}}", rf"b_{{\mathrm{{{letter}}}}}"
        changes = {
            "bias-forgotten": (w, Fraction(0)), "output-for-bias": (w, w * p + b), "slip": (w + 1, b), "slip b": (w, b - 1),  # noqa: E501
            "sign": (-w, b), "sign b": (w, -b), "swapped": (b, w), "half": (w / 2, b), "closed": (Fraction(0), b), "double": (w, 2 * b),  # noqa: E501
            "all-open": local(p, lambda _: True), "complement": local(p, lambda z: z <= 0),
        }  # fmt: skip
        wrong += [
            (kind.partition(" ")[0], {slope: tex(s), bias: tex(t)})
            for kind, (s, t) in changes.items()
            if (s, t) != (w, b)
        ]
    yield from changed("local_linear_map", given, right, wrong)


def affine_rewritings() -> Iterator[Rewriting]:
    """The maps 6 x + 3, 3/2 x + 3, 6 x + 3."""
    given = {"layers": LAYERS, "points": [2, -1, 1]}
    for six, three, half in (
        ("6", "3", r"\frac{3}{2}"), ("6.0", "3.0", "1.5"), (r"2 \cdot 3", "4 - 1", "3/2"), (r"\frac{12}{2}", "3", r"1 + \frac12"),  # noqa: E501
        (r"\boxed{6}", r"\boxed{3}", r"\boxed{\frac32}"), ("5 + 1", "2 + 1", r"\frac{6}{4}"),
    ):  # fmt: skip
        right = {}
        for letter, w in (("a", six), ("b", half), ("c", six)):
            right |= {rf"W_{{\mathrm{{{letter}}}}}": w, rf"b_{{\mathrm{{{letter}}}}}": three}
        yield Rewriting("local_linear_map", given, six, write(right))
        yield Rewriting(
            "local_linear_map", given, six + " short", write(right).replace(r"\mathrm", "")
        )


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
