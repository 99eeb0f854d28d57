"""Wrong and right gradients of convolutions of random integers, by the image and by the kernel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import torch
from shared import Family, Mutant, Rewriting, display, matrix, write
from torch.autograd import grad
from torch.nn.functional import conv2d

THEOREM = "conv_gradient_by_hand"
BY_X, BY_W = r"\frac{\partial E}{\partial X}", r"\frac{\partial E}{\partial W}"
CASES = (
    (5, 3, {}), (4, 2, {}), (4, 3, {}), (5, 2, {}), (5, 3, {"stride": 2}), (4, 3, {"padding": 1}),
    (6, 2, {"dilation": 2}), (5, 3, {"stride": 2, "padding": 1}),
)  # fmt: skip
ALSO = {
    "kernel-flipped": {"turned"},
    "gradient-transposed": {"input-transposed"},
    "matrix-transposed": {"input-transposed", "gradient-transposed"},
    "input-flipped": {"turned"},
    "gradient-flipped": {"turned"},
    "stride-ignored": {"params-ignored"},
    "padding-ignored": {"params-ignored"},
    "dilation-ignored": {"params-ignored"},
}
Tensors = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


def gradients(arrays: Tensors, settings: Mapping[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return both gradients by automatic differentiation."""
    x, w, g = (a.double()[None, None] for a in arrays)
    x, w = x.requires_grad_(), w.requires_grad_()
    found = grad((conv2d(x, w, **settings) * g).sum(), (x, w))
    return found[0][0, 0].long(), found[1][0, 0].long()


def cases() -> Iterator[tuple[Tensors, Mapping[str, int]]]:
    """Yield random images, kernels and gradients from above."""
    torch.manual_seed(0)
    for size, k, settings in CASES:
        x, w = torch.randint(-5, 6, (size, size)), torch.randint(-5, 6, (k, k))
        out = conv2d(x[None, None].double(), w[None, None].double(), **settings)[0, 0]
        yield (x, w, torch.randint(1, 5, out.shape)), settings


def changed_arrays(arrays: Tensors, settings: Mapping[str, int], at: int) -> dict[str, object]:
    """Return one gradient after each mistake; ``at`` is 0 for the image, 1 for the kernel."""
    x, w, g = arrays
    right = gradients(arrays, settings)[at]
    slip = right.clone()
    slip[1, 0] += 7
    wrong: dict[str, object] = {
        "gradient-ignored": gradients((x, w, torch.ones_like(g)), settings)[at],
        "gradient-flipped": gradients((x, w, g.flip(0, 1)), settings)[at],
        "gradient-transposed": gradients((x, w, g.T), settings)[at],
        "matrix-transposed": right.T,
        "sign": -right,
        "factor-two": 2 * right,
        "slip": slip,
        "rows-reversed": right.flip(0),
    }
    if at == 0:
        wrong |= {
            "kernel-flipped": gradients((x, w.flip(0, 1), g), settings)[0],
            "kernel-transposed": gradients((x, w.T, g), settings)[0],
            "kernel-ignored": gradients((x, torch.ones_like(w), g), settings)[0],
            "by-weight": gradients(arrays, settings)[1],
            "cropped": right[1:-1, 1:-1],
        }
    else:
        wrong |= {
            "input-flipped": gradients((x.flip(0, 1), w, g), settings)[1],
            "input-transposed": gradients((x.T, w, g), settings)[1],
            "input-ignored": torch.full_like(w, int(g.sum())),
            "by-input": gradients(arrays, settings)[0],
            "output-for-gradient": conv2d(
                x[None, None].double(), w[None, None].double(), **settings
            )[0, 0].long(),
        }
    return {kind: value for kind, value in wrong.items() if not _equal(value, right)}


def _equal(a: object, b: torch.Tensor) -> bool:
    return isinstance(a, torch.Tensor) and a.shape == b.shape and torch.equal(a, b)


def wrong_ones() -> Iterator[Mutant]:
    """Each mistake in one gradient, asked for alone or together with the other."""
    for arrays, settings in cases():
        x, w, g = arrays
        given = {"X": x.tolist(), "W": w.tolist(), "G": g.tolist(), **settings}
        right = dict(zip((BY_X, BY_W), gradients(arrays, settings), strict=True))
        for at, (by, name) in enumerate((("input", BY_X), ("weight", BY_W))):
            for kind, value in changed_arrays(arrays, settings, at).items():
                names = frozenset({kind} | ALSO.get(kind, set()))
                yield _mutant({**given, "by": by}, kind, names, {name: value})
                if len(settings) == 1:
                    both = {**right, name: value}
                    yield _mutant({**given, "by": "both"}, kind, names, both)
        for key in settings:
            value = _without(arrays, settings, key)
            names = frozenset({f"{key}-ignored", *ALSO[f"{key}-ignored"]})
            lines = {BY_W: value}
            if not _equal(value, right[BY_W]):
                yield _mutant({**given, "by": "weight"}, f"{key}-ignored", names, lines)


def _without(arrays: Tensors, settings: Mapping[str, int], key: str) -> torch.Tensor:
    """Return the gradient by the kernel with a parameter left out: sums over fewer or more pixels."""  # noqa: E501
    x, w, g = arrays
    kept = {"stride": 1, "padding": 0, "dilation": 1, **settings, key: 0 if key == "padding" else 1}
    found = torch.zeros_like(w)
    for i, j in torch.cartesian_prod(torch.arange(g.shape[0]), torch.arange(g.shape[1])).tolist():
        for u, v in torch.cartesian_prod(*map(torch.arange, w.shape)).tolist():
            a, b = (
                kept["stride"] * o + kept["dilation"] * t - kept["padding"]
                for o, t in ((i, u), (j, v))
            )
            if 0 <= a < x.shape[0] and 0 <= b < x.shape[1]:
                found[u, v] += g[i, j] * x[a, b]
    return found


def _mutant(
    given: Mapping[str, object], kind: str, names: frozenset[str], lines: Mapping[str, object]
) -> Mutant:
    text = {name: matrix(value.tolist()) for name, value in lines.items()}  # type: ignore[attr-defined]
    return Mutant(THEOREM, given, kind, names, write(text))


def right_ones() -> Iterator[Rewriting]:
    """The right gradients in other layouts and with other signs for them."""
    for arrays, settings in cases():
        x, w, g = arrays
        given = {"X": x.tolist(), "W": w.tolist(), "G": g.tolist(), **settings, "by": "both"}
        by_x, by_w = (a.tolist() for a in gradients(arrays, settings))
        yield Rewriting(THEOREM, given, "numbers", write({BY_X: matrix(by_x), BY_W: matrix(by_w)}))
        other = {r"\nabla_W E": matrix(by_w, "pmatrix"), r"\nabla_X E": matrix(by_x, "pmatrix")}
        yield Rewriting(THEOREM, given, "nabla", write(other))
        short = {"dE/dX": matrix(by_x), "dE/dW": f"{matrix(by_w)}"}
        yield Rewriting(THEOREM, given, "slash", write(short))
        for form, rows in _forms(by_x):
            alone = {**given, "by": "input"}
            yield Rewriting(THEOREM, alone, form, write({BY_X: matrix(rows)}))
            yield Rewriting(THEOREM, alone, f"{form} alone", display(matrix(rows, "pmatrix")))
        for form, rows in _forms(by_w):
            yield Rewriting(THEOREM, {**given, "by": "weight"}, form, write({BY_W: matrix(rows)}))


def _forms(rows: list[list[int]]) -> Iterator[tuple[str, list[list[str]]]]:
    yield "halves", [[rf"\frac{{{2 * e}}}{{2}}" for e in r] for r in rows]
    yield "decimals", [[f"{e}.0" for e in r] for r in rows]
    yield "sums", [[f"{e - 2} + 2" for e in r] for r in rows]
    yield "products", [[rf"2 \cdot {e} - ({e})" if e >= 0 else f"{e}" for e in r] for r in rows]


FAMILIES = {THEOREM: Family(wrong_ones, right_ones)}
