"""Mutants of receptive fields, by plain recurrences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from shared import Mutant, Rewriting

Step = Callable[[int, int, int, int], tuple[int, int]]

STEPS: dict[str, Step] = {
    "": lambda r, j, k, s: (r + (k - 1) * j, j * s),
    "jump-ignored": lambda r, j, k, s: (r + k - 1, j),
    "own-stride": lambda r, j, k, s: (r + (k - 1) * j * s, j * s),
    "last-stride": lambda r, j, k, s: (r + (k - 1) * j, s),
    "kernel-minus-one-forgotten": lambda r, j, k, s: (r + k * j, j * s),
}
NETS = (
    (("conv", 5, 2), ("conv", 3, 2), ("max_pool", 2, 2), ("conv", 3, 1)),
    (("conv", 7, 3), ("max_pool", 3, 2), ("conv", 5, 2), ("conv", 3, 2)),
    (("conv", 3, 2), ("conv", 3, 2), ("conv", 3, 2), ("avg_pool", 4, 4)),
)


def fields(net: tuple[tuple[str, int, int], ...], step: Step, start: int = 1) -> list[int]:
    r, j, out = start, 1, []
    for _, k, s in net:
        r, j = step(r, j, k, s)
        out.append(r)
    return out


def lines(net: tuple[tuple[str, int, int], ...]) -> list[str]:
    return [
        f"a_{i} = {kind} {8 if kind == 'conv' else k} " + (f"kernel_size={k} " if kind == "conv" else "")  # noqa: E501
        + f"stride={s}"
        for i, (kind, k, s) in enumerate(net, start=1)
    ]  # fmt: skip


def said(values: list[int]) -> str:
    return "\n".join(rf"- $a_{i} \to {v} \times {v}$" for i, v in enumerate(values, start=1))


def mutants() -> Iterator[Mutant]:
    for net in NETS:
        given = {"size": [512, 512], "layers": lines(net)}
        right = fields(net, STEPS[""])
        wrong = {kind: fields(net, step) for kind, step in STEPS.items() if kind}
        wrong["field-starts-at-zero"] = fields(net, STEPS[""], 0)
        wrong["layer-off-by-one"] = [1, *right[:-1]]
        wrong["pools-ignored"] = fields(
            tuple((a, k, s) if a == "conv" else (a, 1, 1) for a, k, s in net), STEPS[""]
        )
        for i in range(len(net)):
            changed = tuple((a, k, 1) if j == i else (a, k, s) for j, (a, k, s) in enumerate(net))
            larger = tuple(
                (a, k + 1, s) if j == i else (a, k, s) for j, (a, k, s) in enumerate(net)
            )
            for kind, other in (("stride-ignored", changed), ("kernel-size-off-by-one", larger)):
                found = fields(other, STEPS[""])
                if found != right:
                    yield Mutant("receptive_field", given, kind, frozenset({kind}), said(found))
        for kind, found in wrong.items():
            if found != right:
                yield Mutant("receptive_field", given, kind, frozenset({kind}), said(found))
    yield from _global()
    yield from _transposed()


def _global() -> Iterator[Mutant]:
    net = NETS[0]
    layers = [*lines(net), "flatten", "y = linear 10"]
    given = {"size": [512, 512], "layers": layers}
    right = fields(net, STEPS[""])
    text = said(right) + f"\n- $y \\to {right[-1]}$"
    yield Mutant(
        "receptive_field", given, "local-where-global", frozenset({"local-where-global"}), text
    )


def _transposed() -> Iterator[Mutant]:
    layers = ["a_1 = conv 8 kernel_size=5 stride=2", "a_2 = conv 8 kernel_size=3 stride=2",
              "a_3 = conv_transpose 8 kernel_size=3 stride=2", "a_4 = conv 8 kernel_size=3"]  # fmt: skip  # noqa: E501
    given = {"size": [512, 512], "layers": layers}
    r, j = 9, 4
    for kind, (found, jump) in {
        "transposed-as-conv": (r + 2 * j, Fraction(j * 2)),
        "transposed-size-formula": (2 * (r - 1) + 3, Fraction(j, 2)),
        "transposed-jump-formula": (3 + (r - 1) * j, Fraction(j, 2)),
    }.items():
        values = [5, 9, found, int(found + 2 * jump)]
        yield Mutant("receptive_field", given, kind, frozenset({kind}), said(values))


def rewritings() -> Iterator[Rewriting]:
    for net in NETS:
        given = {"size": [512, 512], "layers": lines(net)}
        right = fields(net, STEPS[""])
        forms = {
            "squares": r"- $a_{i} \to {v} \times {v}$",
            "numbers": "- $a_{i} = {v}$",
            "r": "- $r_{i} = {v}$",
            "words": "- layer {i}: ${v}$",
            "table": "| a_{i} | {v} |",
            "sums": "- $a_{i} \\to r_{i} = {w} + 1 = {v}$",
            "layers": "- $r^{{({i})}} = {v}$",
        }
        for form, write in forms.items():
            rows = [write.format(i=i, v=v, w=v - 1) for i, v in enumerate(right, start=1)]
            head = ["| layer | field |", "|---|---|"] if form == "table" else []
            yield Rewriting("receptive_field", given, form, "\n".join([*head, *rows]))
