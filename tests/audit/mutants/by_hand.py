"""Mutants of results computed by hand: convolutions, their transposes, max pooling. By torch."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import torch
import torch.nn.functional as F
from shared import Mutant, Rewriting, display, matrix

Rows = list[list[int]]


def rows(tensor: torch.Tensor) -> Rows:
    return [[round(float(x)) for x in row] for row in tensor]


def _random(source: random.Random, n: int, m: int) -> Rows:
    return [[source.randint(-5, 6) for _ in range(m)] for _ in range(n)]


def _conv(x: torch.Tensor, w: torch.Tensor, s: int, p: int, d: int) -> torch.Tensor:
    return F.conv2d(x[None, None], w[None, None], stride=s, padding=p, dilation=d)[0, 0]


def _turned(y: torch.Tensor, w: torch.Tensor, s: int, p: int, o: int) -> torch.Tensor:
    return F.conv_transpose2d(y[None, None], w[None, None], stride=s, padding=p, output_padding=o)[
        0, 0
    ]


Compute = Callable[[torch.Tensor, torch.Tensor, int, int, int], torch.Tensor]


def _mutants(
    theorem: str,
    key: str,
    compute: Compute,
    third: str,
    cases: list[tuple[Rows, Rows, int, int, int]],
) -> Iterator[Mutant]:
    default = 1 if third == "dilation" else 0
    for image, kernel, s, p, d in cases:
        given = {key: image, "W": kernel, "stride": s, "padding": p, third: d}
        x, w = torch.tensor(image, dtype=torch.float64), torch.tensor(kernel, dtype=torch.float64)
        right = compute(x, w, s, p, d)
        name = third.replace("_", "-")
        parameters = {
            "stride-ignored": (1, p, d),
            "padding-ignored": (s, 0, d),
            f"{name}-ignored": (s, p, default),
            "params-ignored": (1, 0, default),
            "padding-twice": (s, 2 * p, d),
            "stride-off-by-one": (s + 1, p, d),
            "padding-off-by-one": (s, p + 1, d),
        }
        kernels = {
            "kernel-flipped": w.flip(0, 1),
            "kernel-transposed": w.T,
            "kernel-rows-reversed": w.flip(0),
        }
        wrong = {kind: _tried(compute, x, w, *values) for kind, values in parameters.items()}
        wrong |= {kind: compute(x, other, s, p, d) for kind, other in kernels.items()}
        wrong |= {"matrix-transposed": right.T, "sign": -right}
        for kind, found in wrong.items():
            if found is not None and (found.shape != right.shape or not torch.equal(found, right)):
                yield Mutant(theorem, given, kind, frozenset({kind}), display(matrix(rows(found))))
        yield from _slips(theorem, given, rows(right))


def _tried(
    compute: Compute, x: torch.Tensor, w: torch.Tensor, s: int, p: int, third: int
) -> torch.Tensor | None:
    """Compute, or return None where torch refuses the parameters."""
    try:
        return compute(x, w, s, p, third)
    except RuntimeError:
        return None


def _slips(theorem: str, given: dict[str, object], right: Rows) -> Iterator[Mutant]:
    """One entry off, and one entry with its sign reversed."""
    i, j = len(right) - 1, len(right[0]) - 1
    for kind, change, names in (
        ("slip", lambda e: e + 3, {"slip"}),
        ("sign", lambda e: -e, {"sign"}),
    ):
        wrong = [list(r) for r in right]
        wrong[i][j] = change(wrong[i][j])
        if wrong != right and len(right) * len(right[0]) >= 4:
            yield Mutant(theorem, given, kind, frozenset(names), display(matrix(wrong)))


def cases(
    seed: int, parameters: list[tuple[int, int, int, int]]
) -> list[tuple[Rows, Rows, int, int, int]]:
    source = random.Random(seed)
    return [
        (_random(source, n, n + 1), _random(source, 3, 3), s, p, third)
        for n, s, p, third in parameters
    ]


def conv_mutants() -> Iterator[Mutant]:
    found = cases(1, [(6, 2, 1, 1), (7, 2, 2, 2), (5, 1, 1, 2), (6, 3, 2, 1)])
    yield from _mutants("conv_by_hand", "X", _conv, "dilation", found)


def turned_mutants() -> Iterator[Mutant]:
    found = cases(2, [(3, 2, 1, 1), (2, 3, 1, 2), (3, 2, 1, 0), (3, 1, 1, 0)])
    yield from _mutants("conv_transpose_by_hand", "Y", _turned, "output_padding", found)


def pool_mutants() -> Iterator[Mutant]:
    source = random.Random(3)
    for n, k, s in ((5, 2, 1), (6, 2, 2), (7, 3, 2), (6, 3, 1), (7, 2, 3)):
        image = [[source.randint(-30, 60) for _ in range(n)] for _ in range(n)]
        given = {"X": image, "kernel_size": k, "stride": s}
        x = torch.tensor(image, dtype=torch.float64)[None, None]
        right = F.max_pool2d(x, k, s)[0, 0]
        wrong = {
            "stride-ignored": F.max_pool2d(x, k, 1)[0, 0],
            "stride-as-kernel": F.max_pool2d(x, k, k)[0, 0],
            "minimum": -F.max_pool2d(-x, k, s)[0, 0],
            "average": F.avg_pool2d(x, k, s)[0, 0] * k * k,
            "matrix-transposed": right.T,
            "kernel-size-off-by-one": F.max_pool2d(x, k + 1, s)[0, 0],
        }
        for kind, found in wrong.items():
            if found.shape != right.shape or not torch.equal(found, right):
                names = {
                    "minimum": {"minimum-for-maximum"},
                    "average": {"sum-for-maximum"},
                    "stride-as-kernel": {"stride-as-kernel", "stride-off-by-one"},
                }.get(kind, {kind})
                yield Mutant(
                    "max_pool_by_hand", given, kind, frozenset(names), display(matrix(rows(found)))
                )
        yield from _slips("max_pool_by_hand", given, rows(right))


FORMS = (
    ("as it is", lambda m: matrix(m)),
    ("parentheses", lambda m: matrix(m, "pmatrix")),
    ("without fence", lambda m: matrix(m, "matrix")),
    ("ruled", lambda m: r"\begin{array}{|" + "c|" * len(m[0]) + r"} \hline "
     + r" \\ \hline ".join(" & ".join(map(str, r)) for r in m) + r" \\ \hline \end{array}"),
    ("named", lambda m: r"Y = " + matrix(m)),
    ("boxed", lambda m: r"\boxed{" + matrix(m) + "}"),
    ("sums in it", lambda m: matrix([[f"{e - 2} + 2" for e in r] for r in m])),
    ("fractions in it", lambda m: matrix([[rf"\frac{{{2 * e}}}{{2}}" for e in r] for r in m])),
    ("a factor in front", lambda m: r"\frac{1}{2} " + matrix([[2 * e for e in r] for r in m])),
    ("a sum of matrices", lambda m: matrix([[e - 1 for e in r] for r in m]) + " + "
     + matrix([[1 for _ in r] for r in m])),
    ("bars", lambda m: r"\left[\begin{matrix} " + r" \\ ".join(" & ".join(map(str, r)) for r in m)
     + r" \end{matrix}\right]"),
)  # fmt: skip


def rewritings() -> Iterator[Rewriting]:
    image, kernel, s, p, d = cases(1, [(6, 2, 1, 1)])[0]
    x, w = torch.tensor(image, dtype=torch.float64), torch.tensor(kernel, dtype=torch.float64)
    given = {"X": image, "W": kernel, "stride": s, "padding": p, "dilation": d}
    for form, write in FORMS:
        yield Rewriting("conv_by_hand", given, form, display(write(rows(_conv(x, w, s, p, d)))))
    image, kernel, s, p, d = cases(2, [(3, 2, 1, 1)])[0]
    x, w = torch.tensor(image, dtype=torch.float64), torch.tensor(kernel, dtype=torch.float64)
    given = {"Y": image, "W": kernel, "stride": s, "padding": p, "output_padding": d}
    for form, write in FORMS:
        answer = display(write(rows(_turned(x, w, s, p, d))))
        yield Rewriting("conv_transpose_by_hand", given, form, answer.replace("Y =", r"\hat{X} ="))
    pooled = rows(F.max_pool2d(x[None, None], 2, 1)[0, 0])
    for form, write in FORMS:
        given = {"X": image, "kernel_size": 2, "stride": 1}
        yield Rewriting("max_pool_by_hand", given, form, display(write(pooled)))
