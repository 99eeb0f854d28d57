"""The gradients of a convolution by hand, with the kernel laid wrongly, by torch."""

from __future__ import annotations

from collections.abc import Iterator

import torch
import torch.nn.functional as F
from apart import right, wrong
from shared import Family, Mutant, Rewriting, display, matrix

NAMES = {
    "kernel flipped, image": "kernel-flipped kernel-turned kernel-not-flipped turned",
    "kernel flipped, kernel": "kernel-flipped kernel-turned kernel-not-flipped turned",
    "kernel transposed, image": "kernel-transposed matrix-transposed",
    "kernel transposed, kernel": "kernel-transposed matrix-transposed",
    "rows of the kernel turned, image": "kernel-rows-reversed",
    "gradient above ignored, image": "gradient-ignored",
    "gradient above ignored, kernel": "gradient-ignored",
    "gradient above transposed, image": "gradient-transposed input-transposed",
    "result transposed, image": "matrix-transposed output-transposed",
    "result turned, image": "turned",
    "sign, image": "sign",
    "sign, kernel": "sign",
    "slip, image": "slip",
    "slip, kernel": "slip",
    "factor two, image": "factor-two",
    "factor two, kernel": "factor-two",
    "padding ignored, image": "padding-ignored",
    "stride ignored, image": "stride-ignored",
    "border lost, image": "cropped",
    "window sums, image": "kernel-ignored",
    "gradient above flipped, kernel": "gradient-flipped kernel-flipped gradient-turned turned",
    "image transposed, kernel": "input-transposed",
}
BY_X, BY_W = r"\frac{\partial E}{\partial X}", r"\frac{\partial E}{\partial W}"
SHAPES = ((4, 2, 1, 0), (5, 3, 1, 0), (5, 3, 2, 1), (4, 3, 1, 1))
"""Size of the image, of the kernel, stride, padding."""


def gradients(
    x: torch.Tensor, w: torch.Tensor, g: torch.Tensor, stride: int, padding: int
) -> tuple[torch.Tensor, torch.Tensor]:
    image, kernel = (t.double().requires_grad_() for t in (x, w))
    y = F.conv2d(image[None, None], kernel[None, None], stride=stride, padding=padding)[0, 0]
    y.backward(g.double())
    assert image.grad is not None
    assert kernel.grad is not None
    return image.grad.long(), kernel.grad.long()


def spread(g: torch.Tensor, w: torch.Tensor, stride: int, padding: int) -> torch.Tensor:
    out = F.conv_transpose2d(
        g[None, None].double(), w[None, None].double(), stride=stride, padding=padding
    )
    return out[0, 0].long()


def questions() -> Iterator[tuple[dict[str, object], torch.Tensor, torch.Tensor, torch.Tensor]]:
    torch.manual_seed(4)
    for size, k, stride, padding in SHAPES:
        out = (size + 2 * padding - k) // stride + 1
        x, w = torch.randint(-3, 7, (size, size)), torch.randint(-4, 6, (k, k))
        g = torch.randint(-2, 5, (out, out))
        given: dict[str, object] = {"X": x.tolist(), "W": w.tolist(), "G": g.tolist()}
        yield {**given, "stride": stride, "padding": padding}, x, w, g


def said(name: str, values: torch.Tensor) -> str:
    return display(f"{name} = {matrix(values.tolist())}")


def mutants() -> Iterator[Mutant]:
    for given, x, w, g in questions():
        stride, padding = int(str(given["stride"])), int(str(given["padding"]))
        by_x, by_w = gradients(x, w, g, stride, padding)
        slip, far = by_x.clone(), by_w.clone()
        slip[1, 1] += 2
        far[0, -1] -= 1
        images = {
            "kernel flipped": gradients(x, w.flip(0, 1), g, stride, padding)[0],
            "kernel transposed": gradients(x, w.T, g, stride, padding)[0],
            "rows of the kernel turned": gradients(x, w.flip(0), g, stride, padding)[0],
            "gradient above ignored": gradients(x, w, torch.ones_like(g), stride, padding)[0],
            "gradient above transposed": gradients(x, w, g.T, stride, padding)[0],
            "result transposed": by_x.T, "result turned": by_x.flip(0, 1), "sign": -by_x,
            "slip": slip, "factor two": 2 * by_x,
            "padding ignored": spread(g, w, stride, 0),
            "stride ignored": spread(g, w, 1, padding),
            "border lost": by_x[1:-1, 1:-1],
            "window sums": gradients(x, torch.ones_like(w), g, stride, padding)[0],
        }  # fmt: skip
        weights = {
            "kernel flipped": by_w.flip(0, 1), "kernel transposed": by_w.T, "sign": -by_w,
            "gradient above ignored": gradients(x, w, torch.ones_like(g), stride, padding)[1],
            "gradient above flipped": gradients(x, w, g.flip(0, 1), stride, padding)[1],
            "image transposed": gradients(x.T, w, g, stride, padding)[1], "slip": far,
            "factor two": 2 * by_w,
        }  # fmt: skip
        for kind, values in images.items():
            if values.shape != by_x.shape or not torch.equal(values, by_x):
                answer = said(BY_X, values)
                only = {**given, "by": "input"}
                yield from wrong("conv_gradient_by_hand", only, NAMES, (f"{kind}, image", answer))
        for kind, values in weights.items():
            if not torch.equal(values, by_w):
                answer = said(BY_X, by_x) + "\n" + said(BY_W, values)
                yield from wrong("conv_gradient_by_hand", given, NAMES, (f"{kind}, kernel", answer))


def rewritings() -> Iterator[Rewriting]:
    for given, x, w, g in questions():
        stride, padding = int(str(given["stride"])), int(str(given["padding"]))
        by_x, by_w = gradients(x, w, g, stride, padding)
        image, kernel = said(BY_X, by_x), said(BY_W, by_w)
        entries = "\n".join(
            rf"$$\frac{{\partial E}}{{\partial W_{{{u},{v}}}}} = {by_w[u, v]}$$"
            for u in range(len(w)) for v in range(len(w))
        )  # fmt: skip
        yield from right(
            "conv_gradient_by_hand", given,
            image + "\n" + kernel, kernel + "\n" + image, (image + kernel).replace("bmatrix", "pmatrix"),  # noqa: E501
            (image + "\n" + kernel).replace(r"\frac{\partial E}{\partial X}", r"\nabla_X E").replace(r"\frac{\partial E}{\partial W}", r"\nabla_W E"),  # noqa: E501
            image + "\nEntry by entry:\n" + entries + "\n" + kernel,
        )  # fmt: skip
        only = {**given, "by": "input"}
        listing = f"dE/dX =\n\n```\n{by_x.tolist()}\n```\n"
        bare = display(matrix(by_x.tolist()))
        yield from right("conv_gradient_by_hand", only, image, bare, listing)


FAMILIES = {"conv_gradient_by_hand": Family(mutants, rewritings)}
