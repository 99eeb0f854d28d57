"""What ``symconv regions`` says, as data and as text.

*Defines* `summary`, `count`, `local`, `region` (data) and `write` (text). Each count has its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from symconv.algebra.regions import (
    PiecewiseNetwork,
    Region,
    count_activation_regions,
    counts,
    global_form,
    local_map,
    pattern_text,
    upper_bounds,
)
from symconv.algebra.regions.region import Box

if TYPE_CHECKING:
    from symconv.cli.region_run import Outcome

Data = dict[str, Any]
NAMES = ("activation_regions", "connected_linear_regions", "distinct_affine_maps")
MOST_PIECES = 40


def _head(title: str, net: PiecewiseNetwork, box: Box | None) -> Data:
    sizes = [net.in_size, *(layer.out_size for layer in net.layers)]
    return {
        "network": title,
        "sizes": sizes,
        "activations": [layer.activation.name for layer in net.layers],
        "box": None if box is None else [[str(low), str(high)] for low, high in box],
    }


def summary(
    title: str, net: PiecewiseNetwork, box: Box | None, outcome: Outcome, journal: str | None
) -> Data:
    """Return the counts and bounds; of an interrupted run what is known."""
    found = _head(title, net, box)
    if not outcome.complete:
        return found | {
            "complete": False,
            "activation_regions_at_least": len(outcome.regions),
            "parts": [outcome.done, outcome.parts],
            "journal": journal,
        }
    numbers = counts(outcome.regions)
    found |= {"complete": True} | {name: getattr(numbers, name) for name in NAMES}
    found["upper_bounds"] = {bound.name: bound.value for bound in upper_bounds(net)}
    if net.in_size == 1:
        low, high = box[0] if box else (None, None)
        form = global_form(net, low, high)
        found["breakpoints"] = [str(t) for t in form.breakpoints]
        found["pieces"] = [[[str(a), str(c)] for a, c in piece] for piece in form.pieces]
    return found


def count(title: str, net: PiecewiseNetwork, box: Box | None) -> Data:
    """Return the number of activation regions alone."""
    return _head(title, net, box) | {"activation_regions": count_activation_regions(net, box)}


def local(net: PiecewiseNetwork, x: Sequence[str]) -> Data:
    """Return slope and intercept around a point."""
    found = local_map(net, x)
    return {
        "at": [str(Fraction(v)) for v in x],
        "weight": [[str(v) for v in row] for row in found.weight],
        "bias": [str(v) for v in found.bias],
        "pattern": pattern_text(found.pattern),
    }


def region(found: Region) -> Data:
    """Return one region."""
    return {
        "pattern": pattern_text(found.pattern),
        "weight": [[str(v) for v in row] for row in found.weight],
        "bias": [str(v) for v in found.bias],
        "inequalities": [list(map(str, row)) for row in found.rows],
        "interior_point": [str(v) for v in found.interior_point],
    }


def write(found: Data) -> str:
    """Return the data as lines of text."""
    if "at" in found:
        return "\n".join([*_maps(found["weight"], found["bias"]), f"pattern  {found['pattern']}"])
    lines = [
        ("network", f"{found['network']}: {_chain(found)}"),
        ("domain", _domain(found["box"], found["sizes"][0])),
    ]
    if not found.get("complete", True):
        done, parts = found["parts"]
        lines += [
            ("interrupted", f"{done} of {parts} parts are done"),
            ("activation regions", f"at least {found['activation_regions_at_least']}"),
            ("go on with", f"--resume {found['journal']}" if found["journal"] else
             "--resume FILE would have kept the finished parts"),
        ]  # fmt: skip
    lines += [(name.replace("_", " "), str(found[name])) for name in NAMES if name in found]
    for name, value in found.get("upper_bounds", {}).items():
        lines.append(("upper bound", f"{value}, {name}"))
    lines += [(name, found[name]) for name in ("certificate", "figure") if name in found]
    text = [f"{name:<26}{value}" for name, value in lines]
    if "pieces" in found:
        text += _form(found)
    for entry in found.get("regions", []):
        text += ["", *_region(entry)]
    return "\n".join(text)


def _chain(found: Data) -> str:
    chain = str(found["sizes"][0])
    for size, name in zip(found["sizes"][1:], found["activations"], strict=True):
        chain += f" → {size}" + ("" if name == "none" else f" {name}")
    return chain


def _domain(box: list[list[str]] | None, n: int) -> str:
    if box is None:
        return "R" if n == 1 else f"R^{n}"
    return " × ".join(f"[{low}, {high}]" for low, high in box)


def _form(found: Data) -> list[str]:
    ends = ["-∞", *found["breakpoints"], "∞"]
    if found["box"]:
        ends[0], ends[-1] = found["box"][0]
    lines = []
    for (low, high), piece in list(zip(pairwise(ends), found["pieces"], strict=True))[:MOST_PIECES]:
        maps = "; ".join(_maps([[a] for a, _ in piece], [c for _, c in piece]))
        lines.append(f"  {low} < x < {high}: {maps}")
    if len(found["pieces"]) > MOST_PIECES:
        lines.append(f"  … {len(found['pieces'])} pieces in all; --format json has them")
    return lines


def _region(entry: Data) -> list[str]:
    rows = [f"  {_affine(row[:-1], row[-1])} >= 0" for row in entry["inequalities"]]
    return [
        entry["pattern"],
        *(f"  {line}" for line in _maps(entry["weight"], entry["bias"])),
        *rows,
    ]


def _maps(weight: list[list[str]], bias: list[str]) -> list[str]:
    many = len(bias) > 1
    return [
        f"f{i if many else ''}(x) = {_affine(row, shift)}"
        for i, (row, shift) in enumerate(zip(weight, bias, strict=True), start=1)
    ]


def _affine(row: Sequence[str], shift: str) -> str:
    """Write a.x + c with the signs between the terms.

    >>> _affine(["2", "-1/2"], "0"), _affine(["0"], "3")
    ('2 x1 - 1/2 x2', '3')
    """
    names = ["x"] if len(row) == 1 else [f"x{i + 1}" for i in range(len(row))]
    terms = [(Fraction(a), f" {name}") for a, name in zip(row, names, strict=True)]
    text = ""
    for value, name in [*terms, (Fraction(shift), "")]:
        if value:
            sign = (" - " if value < 0 else " + ") if text else ("-" if value < 0 else "")
            size = "" if abs(value) == 1 and name else str(abs(value))
            text += sign + (f"{size}{name}" if size else name.strip())
    return text or "0"
