"""The affine map of a rectified network about a point, and its pieces, computed by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from apart import right, wrong
from shared import Family, Mutant, Rewriting, tex, write

NAMES = {
    "no activation, everywhere": "activation-forgotten activation-ignored units-all-open",
    "no activation, once": "activation-forgotten activation-ignored units-all-open",
    "closed for open, everywhere": "units-complement",
    "closed for open, once": "units-complement",
    "last activation only, everywhere": "activation-forgotten",
    "last activation only, once": "activation-forgotten",
    "output rectified, everywhere": "activation-at-output output-for-map slope-lost",
    "output rectified, once": "activation-at-output output-for-map slope-lost",
    "hidden biases lost, everywhere": "last-bias-only bias-forgotten",
    "hidden biases lost, once": "last-bias-only bias-forgotten",
    "output bias lost, everywhere": "bias-forgotten",
    "output bias lost, once": "bias-forgotten",
    "all biases lost, everywhere": "bias-forgotten bias-ignored",
    "value for intercept, everywhere": "output-for-bias",
    "value for intercept, once": "output-for-bias",
    "value over point, everywhere": "secant-for-slope",
    "value over point, once": "secant-for-slope units-all-open",
    "secant, everywhere": "secant-for-slope off-by-one",
    "secant, once": "secant-for-slope slip sign factor-two off-by-one units-all-open",
    "sign, everywhere": "sign",
    "sign, once": "sign",
    "one path of two, everywhere": "factor-two",
    "one path of two, once": "factor-two",
    "slip, everywhere": "slip off-by-one",
    "points exchanged": "other-point results-exchanged",
}
Layer = tuple[Sequence[Sequence[str]], Sequence[str]]
Open = Callable[[int, int, Fraction], bool]
NETS: tuple[tuple[Sequence[Layer], Sequence[str]], ...] = (
    (
        (([["3/2"], ["1/2"]], ["0", "1"]), ([["1", "2"], ["2", "1"]], ["0", "1"]), ([["1", "1"]], ["-1"])),  # noqa: E501
        ("2", "-1", "1"),
    ),
    ((([["2"], ["-1"]], ["-1", "3"]), ([["1", "-1"], ["3", "2"]], ["2", "-4"]), ([["2", "-1"]], ["5"])), ("1", "4")),  # noqa: E501
    ((([["1"], ["-2"], ["1/2"]], ["1", "3", "-2"]), ([["3", "1", "-4"]], ["-6"])), ("0", "5", "-3")),  # noqa: E501
)  # fmt: skip
LETTERS = "abc"


def given(net: Sequence[Layer], points: Sequence[str] = ()) -> dict[str, object]:
    """Return the givens of a network as a sheet would write them."""
    lines = [
        f"[{', '.join('[' + ', '.join(row) + ']' for row in w)}] x + [{', '.join(b)}]"
        for w, b in net
    ]
    return {"layers": lines, **({"points": list(points)} if points else {})}


def affine(
    net: Sequence[Layer], x: Fraction, opened: Open, *, biases: Sequence[bool] = ()
) -> tuple[Fraction, Fraction]:
    """Return slope and intercept about x, with a rule for open units and biases left out."""
    slopes, shifts = [Fraction(1)], [Fraction(0)]
    for depth, (rows, c) in enumerate(net):
        kept = biases[depth] if biases else True
        w = [[Fraction(e) for e in row] for row in rows]
        slopes, shifts = (
            [sum((e * s for e, s in zip(row, slopes, strict=True)), Fraction(0)) for row in w],
            [
                sum((e * s for e, s in zip(row, shifts, strict=True)), Fraction(e0) * kept)
                for row, e0 in zip(w, c, strict=True)
            ],
        )
        if depth < len(net) - 1:
            gates = [
                opened(depth, n, s * x + b)
                for n, (s, b) in enumerate(zip(slopes, shifts, strict=True))
            ]
            slopes = [s * g for s, g in zip(slopes, gates, strict=True)]
            shifts = [b * g for b, g in zip(shifts, gates, strict=True)]
    return slopes[0], shifts[0]


def positive(_: int, __: int, z: Fraction) -> bool:
    return z > 0


def everywhere(*_: object) -> bool:
    return True


def slipped(net: Sequence[Layer], x: Fraction) -> dict[str, tuple[Fraction, Fraction]]:
    """Return slope and intercept after each mistake."""
    w, b = affine(net, x, positive)
    last = len(net) - 1
    return {
        "no activation": affine(net, x, everywhere),
        "closed for open": affine(net, x, lambda *a: a[2] <= 0),
        "first activation only": affine(net, x, lambda d, _, z: d > 0 or z > 0),
        "last activation only": affine(net, x, lambda d, _, z: d < last - 1 or z > 0),
        "output rectified": (w, b) if w * x + b > 0 else (Fraction(0), Fraction(0)),
        "hidden biases lost": affine(net, x, positive, biases=[False] * last + [True]),
        "output bias lost": (w, b - Fraction(net[-1][1][0])),
        "all biases lost": (w, Fraction(0)),
        "value for intercept": (w, w * x + b),
        "value over point": ((w * x + b) / x if x else w, Fraction(0)),
        "secant": ((w * x + b) / x if x else w, b),
        "intercept not the rest": (w, w * x - b),
        "sign": (w, -b),
        "one bias for all": (w, sum((Fraction(e) for _, c in net for e in c), Fraction(0))),
        "last weights only": (sum((Fraction(e) for e in net[-1][0][0]), Fraction(0)), b),
        "one path of two": (w / 2, b),
        "slip": (w + 1, b),
    }


def written(maps: Sequence[tuple[object, object]]) -> str:
    lines = {}
    for letter, (w, b) in zip(LETTERS, maps, strict=False):
        lines |= {rf"W_{letter}": str(w), rf"b_{letter}": str(b)}
    return write(lines)


def map_mutants() -> Iterator[Mutant]:
    for net, points in NETS:
        xs = [Fraction(p) for p in points]
        truth = [affine(net, x, positive) for x in xs]
        for kind in slipped(net, xs[0]):
            got = [slipped(net, x)[kind] for x in xs]
            if got != truth:
                answer = written([(tex(w), tex(b)) for w, b in got])
                yield from wrong(
                    "local_linear_map", given(net, points), NAMES, (f"{kind}, everywhere", answer)
                )
        for n, x in enumerate(xs):
            for kind, pair in slipped(net, x).items():
                got = [*truth[:n], pair, *truth[n + 1 :]]
                if got != truth and kind not in ("all biases lost", "slip"):
                    answer = written([(tex(w), tex(b)) for w, b in got])
                    yield from wrong(
                        "local_linear_map", given(net, points), NAMES, (f"{kind}, once", answer)
                    )
        turned = [*truth[1:], truth[0]]
        yield from wrong(
            "local_linear_map", given(net, points), NAMES,
            ("points exchanged", written([(tex(w), tex(b)) for w, b in turned])),
        )  # fmt: skip


def map_rewritings() -> Iterator[Rewriting]:
    for net, points in NETS:
        truth = [affine(net, Fraction(p), positive) for p in points]
        exact = [(tex(w), tex(b)) for w, b in truth]
        decimal = [(f"{float(w)}", f"{float(b)}") for w, b in truth]
        items = "\n".join(
            f"({letter}) $W = {w}$, $b = {b}$"
            for letter, (w, b) in zip(LETTERS, exact, strict=False)
        )
        whole = "\n\n".join(
            rf"At $x = {p}$: $W_{{\mathrm{{{letter}}}}} = {w}$ and $b_{{\mathrm{{{letter}}}}} = {b}$"  # noqa: E501
            for letter, p, (w, b) in zip(LETTERS, points, exact, strict=False)
        )
        checked = written(exact) + "".join(
            f"\n$$W_{letter} \\cdot ({p}) + b_{letter} = {tex(w * Fraction(p) + b)}$$"
            for letter, p, (w, b) in zip(LETTERS, points, truth, strict=False)
        )
        yield from right(
            "local_linear_map", given(net, points),
            written(exact), written(decimal), items, whole, checked,
        )  # fmt: skip


FAMILIES = {"local_linear_map": Family(map_mutants, map_rewritings)}
