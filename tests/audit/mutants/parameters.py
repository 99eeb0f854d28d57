"""Mutants of counts of parameters of networks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from layers import NETS, Layer, lines, run
from shared import Mutant


def parameter_mutants() -> Iterator[Mutant]:
    for sizes, channels, net, outputs in NETS:
        given = {
            "size": list(sizes),
            "channels": channels,
            "bias": True,
            "layers": lines(net, outputs),
        }
        shapes = [(channels, *sizes), *run(sizes, channels, net)]
        flat = prod(shapes[-1])

        def weights(depth: Callable[[int, Layer], int], area: int = 2) -> list[int]:
            found = [
                a.k**area * depth(before[0], a) * a.filters
                for before, a in zip(shapes, net, strict=False)  # noqa: B023
            ]
            return [*found, flat * outputs]  # noqa: B023

        right = weights(lambda c, a: c // a.groups)
        bias = [*(a.filters for a in net), outputs]
        positions = [
            *(prod(s) if a.filters else 0 for a, s in zip(net, shapes[1:], strict=True)),
            outputs,
        ]
        slices = [*(s[0] * a.filters for a, s in zip(net, shapes, strict=False)), flat * outputs]
        wrong = {
            "bias-forgotten": (right, [0] * len(bias)),
            "bias-per-position": (right, positions),
            "bias-per-channel": (right, slices),
            "bias-once": (right, [int(b > 0) for b in bias]),
            "in-channels-ignored": (weights(lambda c, a: 1), bias),
            "square-forgotten": (weights(lambda c, a: c // a.groups, 1), bias),
            "groups-ignored": (weights(lambda c, a: c), bias),
            "area-forgotten": ([*right[:-1], shapes[-1][0] * outputs], bias),
            "channels-forgotten": ([*right[:-1], prod(shapes[-1][1:]) * outputs], bias),
        }
        for kind, (w, b) in wrong.items():
            if (w, b) != (right, bias):
                names = {kind} | ({"bias-counted"} if kind == "bias-forgotten" else set())
                yield Mutant(
                    "network_parameters", given, kind, frozenset(names), counted(net, w, b)
                )
        plain = {**given, "bias": False}
        yield Mutant(
            "network_parameters", plain, "bias-counted", frozenset({"bias-counted"}),
            totals(net, right, bias),
        )  # fmt: skip
        for i, a in enumerate(net):
            if a.filters:
                off = [w + 10 if j == i else w for j, w in enumerate(right)]
                text = counted(net, off, bias).replace(
                    str(sum(off) + sum(bias)), str(sum(right) + sum(bias))
                )
                yield Mutant("network_parameters", given, "slip", frozenset({"slip"}), text)


def _names(net: tuple[Layer, ...]) -> list[str]:
    return [*(f"a_{i}" for i in range(1, len(net) + 1)), "y"]


def counted(net: tuple[Layer, ...], weights: list[int], biases: list[int]) -> str:
    rows = ["| layer | weights | biases |", "|---|---|---|"]
    for name, w, b in zip(_names(net), weights, biases, strict=True):
        if w:
            rows.append(f"| {name} | {w} | {b} |")
    return "\n".join(rows) + f"\n\nIn total $\\theta = {sum(weights) + sum(biases)}$.\n"


def totals(net: tuple[Layer, ...], weights: list[int], biases: list[int]) -> str:
    said = [
        rf"- ${name} \to {w} + {b} = {w + b}$"
        for name, w, b in zip(_names(net), weights, biases, strict=True)
        if w
    ]
    return "\n".join([*said, rf"- in total $\theta = {sum(weights) + sum(biases)}$"])
