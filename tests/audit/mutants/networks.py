"""Mutants of questions about networks: shapes, channels, parameters, receptive fields."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, prod

from layers import NETS, Layer, Size, lines, run, size
from parameters import counted, totals
from shared import Mutant, Rewriting


def _ceil(n: int, a: Layer) -> int:
    return ceil((n + 2 * a.p - a.k) / a.s) + 1


SIZES: dict[str, Size] = {
    "stride-ignored": lambda n, a: size(n, a._replace(s=1)),
    "padding-ignored": lambda n, a: size(n, a._replace(p=0)),
    "padding-once": lambda n, a: (n + a.p - a.k) // a.s + 1,
    "padding-twice": lambda n, a: size(n, a._replace(p=2 * a.p)),
    "one-forgotten": lambda n, a: size(n, a) - 1,
    "ceil-for-floor": _ceil,
    "kernel-size-off-by-one": lambda n, a: size(n, a._replace(k=a.k - 1)),
}


def shape_mutants() -> Iterator[Mutant]:
    for sizes, channels, net, outputs in NETS:
        given = {"size": list(sizes), "channels": channels, "layers": lines(net, outputs)}
        right = run(sizes, channels, net)
        for kind, how in SIZES.items():
            yield from _shapes(given, kind, run(sizes, channels, net, how), right, outputs)
        yield from _shapes(
            given, "channels-kept", run(sizes, channels, net, keep=True), right, outputs
        )
        swapped = [(c, w, h) for c, h, w in right]
        yield from _shapes(given, "height-width-swapped", swapped, right, outputs)
        yield from _shapes(given, "channels-last", [(h, w, c) for c, h, w in right], right, outputs)
        for i in range(len(net)):
            how = _only(net, i)
            yield from _shapes(given, "stride-ignored", run(sizes, channels, how), right, outputs)


def _only(net: tuple[Layer, ...], i: int) -> tuple[Layer, ...]:
    return (*net[:i], net[i]._replace(s=1), *net[i + 1 :])


def _shapes(
    given: dict[str, object],
    kind: str,
    got: list[tuple[int, ...]],
    right: list[tuple[int, ...]],
    outputs: int,
) -> Iterator[Mutant]:
    if got == right or min(map(min, got)) < 1:
        return
    said = [
        rf"- $a_{i} \to " + r" \times ".join(map(str, s)) + "$" for i, s in enumerate(got, start=1)
    ]
    answer = "\n".join([*said, rf"- $y \to {outputs}$"])
    yield Mutant("network_sizes", given, kind, frozenset({kind}), answer)


def channel_mutants() -> Iterator[Mutant]:
    for channels, filters in (
        (3, (8, 16, 32, 64)),
        (1, (5, 7, 9, 11)),
        (4, (6, 10, 14, 18)),
        (2, (3, 9, 27, 81)),
    ):
        names = [
            f"a_{i} = conv {f} in_channels=? kernel_size=3" for i, f in enumerate(filters, start=1)
        ]
        names[0] = names[0].replace("in_channels=?", f"in_channels={channels}")
        given = {"channels": channels, "layers": names}
        right = list(filters[:-1])
        wrong = {
            "channels-kept": [channels] * 3,
            "layer-off-by-one": list(filters[1:]),
            "results-exchanged": right[::-1],
            "off-by-one": [c + 1 for c in right],
            "factor-two": [2 * c for c in right],
            "layer-before": [channels, *right[:-1]],
            "slip": [right[0], right[1], right[2] + 4],
            "doubled-last": [right[0], right[1], 2 * right[2]],
        }
        for kind, got in wrong.items():
            acceptable = {
                "layer-before": {"layer-off-by-one"}, "doubled-last": {"factor-two"}, "slip": {"slip"},  # noqa: E501
            }.get(kind, {kind})  # fmt: skip
            answer = ", ".join(f"layer {i}: ${c}$" for i, c in enumerate(got, start=2))
            yield Mutant("network_channels", given, kind, frozenset(acceptable), answer)


def rewritings() -> Iterator[Rewriting]:
    for sizes, channels, net, outputs in NETS:
        given = {"size": list(sizes), "channels": channels, "layers": lines(net, outputs)}
        right = run(sizes, channels, net)
        forms = {
            "arrows": lambda i, s: rf"- $a_{i} \to " + r" \times ".join(map(str, s)) + "$",
            "tuples": lambda i, s: rf"- $a_{i} = ({', '.join(map(str, s))})$",
            "x": lambda i, s: f"- $a_{i}$: " + " x ".join(map(str, s)),
            "spaces": lambda i, s: (
                rf"- $a_{i} \in \mathbb{{R}}^{{" + r" \times ".join(map(str, s)) + "}$"
            ),
        }
        for form, write in forms.items():
            text = (
                "\n".join(write(i, s) for i, s in enumerate(right, start=1))
                + f"\n- $y = {outputs}$"
            )
            yield Rewriting("network_sizes", given, form, text)
        shapes = [(channels, *sizes), *right]
        w = [a.k**2 * (s[0] // a.groups) * a.filters for a, s in zip(net, shapes, strict=False)]
        w.append(prod(right[-1]) * outputs)
        b = [*(a.filters for a in net), outputs]
        params = {**given, "bias": True}
        yield Rewriting("network_parameters", params, "table", counted(net, w, b))
        yield Rewriting("network_parameters", params, "sums per layer", totals(net, w, b))
        swapped = totals(net, w, b).replace(r"\to", "=")
        yield Rewriting("network_parameters", params, "equals", swapped)
        factors = totals(net, [2 * x // 2 for x in w], b).replace(" + ", " + 0 + ")
        yield Rewriting("network_parameters", params, "a zero", factors)
    for write in (
        "layer {i}: ${c}$",
        "$a_{i} \\to {c}$",
        "| a_{i} | {c} |",
        "$a_{i} = {c}$",
        "- layer {i}: {c}",
    ):
        given = {"channels": 3, "layers": ["a_1 = conv 8 in_channels=3 kernel_size=3",
                 "a_2 = conv 16 in_channels=? kernel_size=3", "a_3 = conv 4 in_channels=? kernel_size=3"]}  # fmt: skip  # noqa: E501
        for order in ((2, 3), (3, 2)):
            said = [write.format(i=i, c={2: 8, 3: 16}[i]) for i in order]
            text = "\n".join(said)
            if write.startswith("|"):
                text = "| layer | channels |\n|---|---|\n" + text
            yield Rewriting(
                "network_channels", given, f"{write} {order}", text.replace("\n$", "\n\n$")
            )
