"""Wrong and right orders of the outputs of a sub-pixel convolution, at many sizes and in letters."""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from shared import Family, Mutant, Rewriting, display, matrix

EQUAL, GENERAL = "sub_pixel_equivalence", "sub_pixel_for_all_sizes"
CASES = (
    {"size": [2, 2], "out_channels": 1, "in_channels": 1, "factor": 2, "kernel_size": 1},
    {"size": [3, 4], "out_channels": 2, "in_channels": 1, "factor": 2, "kernel_size": 2},
    {"size": [2, 3], "out_channels": 1, "in_channels": 2, "factor": 3, "kernel_size": 1},
    {"size": [4, 3], "out_channels": 2, "in_channels": 2, "factor": 2, "kernel_size": 3, "padding": 1},  # noqa: E501
)  # fmt: skip


def shapes(given: dict[str, object]) -> tuple[int, int, list[int]]:
    """Return the output channels, the factor, and the sizes of the convolution's output."""
    k, p = int(given["kernel_size"]), int(given.get("padding", 0))  # type: ignore[call-overload]
    sizes = [n + 2 * p - k + 1 for n in given["size"]]  # type: ignore[attr-defined]
    return int(given["out_channels"]), int(given["factor"]), sizes  # type: ignore[call-overload]


def line(out: int, i: str, j: str, channel: str, first: str, second: str) -> str:
    """Write one equation between elements; a single output channel is left out."""
    left = f"o, {i}, {j}" if out > 1 else f"{i}, {j}"
    return f"z_{{{left}}} = y_{{{channel}, {first}, {second}}}"


def numbered(out: int, r: int, offset: str) -> str:
    """Write the channel of an offset."""
    return f"{r * r} o + {offset}" if out > 1 else offset


def wrong_at_sizes() -> Iterator[Mutant]:
    """Index formulas and listed orders with one thing wrong."""
    for given in CASES:
        out, r, sizes = shapes(given)
        i, j, a, b = (
            rf"i \bmod {r}",
            rf"j \bmod {r}",
            *(rf"\lfloor {x} / {r} \rfloor" for x in "ij"),
        )
        right = numbered(out, r, rf"{r} \cdot ({i}) + ({j})")
        wrong = [
            ("channels-reordered", numbered(out, r, rf"({i}) + {r} \cdot ({j})"), a, b), ("height-width-swapped", right, b, a),  # noqa: E501
            ("remainder-for-quotient", right, i, j), ("quotient-for-remainder", numbered(out, r, rf"{r} {a} + {b}"), i, j),  # noqa: E501
            ("off-by-one", f"{right} + 1", a, b), ("off-by-one", right, f"{a} + 1", f"{b} + 1"), ("floor-dropped", right, "i", "j"),  # noqa: E501
            ("factor-missing", numbered(out, r, rf"({i}) + ({j})"), a, b), ("", numbered(out, r, rf"3 \cdot ({i}) + 2 \cdot ({j})"), a, b),  # noqa: E501
            ("remainder-forgotten", f"{r * r} o" if out > 1 else "0", a, b),
            ("offsets-flipped", numbered(out, r, rf"{r * r - 1} - {r} \cdot ({i}) - ({j})"), a, b),
        ]  # fmt: skip
        if out > 1:
            offset = rf"{r} \cdot ({i}) + ({j})"
            wrong += [
                ("channels-interleaved", rf"({offset}) \cdot {out} + o", a, b), ("square-forgotten", f"{r} o + {offset}", a, b),  # noqa: E501
                ("channel-ignored", offset, a, b),
            ]  # fmt: skip
        for kind, channel, first, second in wrong:
            answer = display(line(out, "i", "j", channel, first, second))
            names = frozenset({kind, *ALSO.get(kind, ())}) if kind else frozenset()
            yield Mutant(EQUAL, given, kind or "none", names, answer)
        if prod(sizes) * out * r * r <= 64:
            for kind, order in listed(out, r, sizes).items():
                yield Mutant(EQUAL, given, kind, frozenset({kind}), display(rf"\pi = {order}"))


ALSO = {
    "quotient-for-remainder": {"blocks-for-interleaving"},
    "remainder-for-quotient": {"height-width-swapped"},
    "factor-missing": {"square-forgotten"},
}


def listed(out: int, r: int, sizes: Sequence[int]) -> dict[str, str]:
    """Return listed orders of all outputs after some mistakes."""
    places = list(product(range(out), range(sizes[0] * r), range(sizes[1] * r)))

    def rows(offset: object, shift: int = 0) -> list[int]:
        found = []
        for o, i, j in places:
            c = r * r * o + offset(i % r, j % r)  # type: ignore[operator]
            found.append((c * sizes[0] + i // r) * sizes[1] + j // r + shift)
        return found

    right = rows(lambda i, j: r * i + j)
    wrong = {
        "channels-reordered": rows(lambda i, j: i + r * j),
        "indices-from-one": rows(lambda i, j: r * i + j, 1),
        "order-inverted": [right.index(n) for n in range(len(right))],
        "offsets-flipped": rows(lambda i, j: r * r - 1 - r * i - j),
    }
    return {
        kind: f"({', '.join(map(str, order))})" for kind, order in wrong.items() if order != right
    }


def right_at_sizes() -> Iterator[Rewriting]:
    """The order by remainders, by offsets, in other letters, turned round, and listed."""
    for given in CASES:
        out, r, sizes = shapes(given)
        for i, j in (("i", "j"), ("s", "t"), ("k", "l")):
            offset = rf"{r} \cdot ({i} \bmod {r}) + ({j} \bmod {r})"
            halves = (
                rf"\lfloor {i} / {r} \rfloor",
                rf"\left\lfloor \frac{{{j}}}{{{r}}} \right\rfloor",
            )
            text = line(out, i, j, numbered(out, r, offset), *halves)
            yield Rewriting(EQUAL, given, f"remainders {i}", display(text))
        for a, b, c, d in (("a", "b", "c", "d"), ("m", "u", "n", "v"), ("i", "s", "j", "t")):
            left, right = (f"{r} {a} + {b}", f"{r} {c} + {d}")
            text = line(out, left, right, numbered(out, r, f"{r} {b} + {d}"), a, c)
            yield Rewriting(EQUAL, given, f"offsets {a}", display(text))
            z, y = text.split(" = ")
            yield Rewriting(EQUAL, given, f"offsets {a} turned", display(f"{y} = {z}"))
        if prod(sizes) * out * r * r <= 64:
            order = [
                ((r * r * o + r * (i % r) + j % r) * sizes[0] + i // r) * sizes[1] + j // r
                for o, i, j in product(range(out), range(sizes[0] * r), range(sizes[1] * r))
            ]
            yield Rewriting(
                EQUAL, given, "listed", display(rf"\pi = ({', '.join(map(str, order))})")
            )
            yield Rewriting(
                EQUAL, given, "column", display(rf"\pi = {matrix([[n] for n in order])}")
            )


def wrong_for_all() -> Iterator[Mutant]:
    """The same in letters, for one and two axes, and in other letters."""
    for q, a, b, c, d in (
        ("q", "a", "b", "a'", "b'"),
        ("o", "i", "u", "j", "v"),
        ("q", "a", "b", "c", "d"),
    ):
        z = f"z_{{{q}, r {a} + {b}, r {c} + {d}}}"
        right = f"r^{{2}} {q} + r {b} + {d}"
        wrong = (
            ("channels-reordered", f"r^2 {q} + {b} + r {d}", a, c), ("square-forgotten", f"r {q} + r {b} + {d}", a, c),  # noqa: E501
            ("channels-interleaved", f"{q} + Q (r {b} + {d})", a, c), ("height-width-swapped", right, c, a),  # noqa: E501
            ("off-by-one", f"{right} + 1", a, c), ("off-by-one", right, f"{a} + 1", f"{c} + 1"),
            ("factor-missing", f"r^2 {q} + {b} + {d}", a, c), ("channel-ignored", f"r {b} + {d}", a, c),  # noqa: E501
            ("remainder-forgotten", f"r^2 {q}", a, c), ("remainder-for-quotient", right, b, d),
            ("floor-dropped", right, f"r {a} + {b}", f"r {c} + {d}"), ("", f"r^2 {q} + {b} {d}", a, c),  # noqa: E501
            ("", f"r^2 {q} + r {b} + {d}", a, f"{c} + {d}"), ("offsets-flipped", f"r^2 {q} + r^2 - 1 - r {b} - {d}", a, c),  # noqa: E501
        )  # fmt: skip
        for kind, channel, first, second in wrong:
            names = frozenset({kind, *ALSO.get(kind, ())}) if kind else frozenset()
            answer = display(f"{z} = y_{{{channel}, {first}, {second}}}")
            yield Mutant(GENERAL, {"rank": 2}, kind or "none", names, answer)
        exchanged = f"z_{{{q}, r {b} + {a}, r {d} + {c}}} = y_{{{right}, {a}, {c}}}"
        kinds = frozenset({"quotient-for-remainder"})
        yield Mutant(GENERAL, {"rank": 2}, "exchanged", kinds, display(exchanged))
        alone = display(f"z_{{{q}, r {a} + {b}}} = y_{{r {q} + {b} + 1, {a}}}")
        yield Mutant(GENERAL, {"rank": 1}, "off", frozenset({"off-by-one"}), alone)
        alone = display(f"z_{{{q}, r {a} + {b}}} = y_{{{q} + Q {b}, {a}}}")
        yield Mutant(GENERAL, {"rank": 1}, "inter", frozenset({"channels-interleaved"}), alone)


def right_for_all() -> Iterator[Rewriting]:
    """The order in other letters, with other brackets, turned round, by remainders."""
    for q, a, b, c, d in (
        ("q", "a", "b", "a'", "b'"),
        ("o", "i", "u", "j", "v"),
        ("q", "a", "b", "c", "d"),
    ):
        z = f"z_{{{q}, r {a} + {b}, r {c} + {d}}}"
        for channel in (
            f"r^2 {q} + r {b} + {d}",
            f"r (r {q} + {b}) + {d}",
            rf"{d} + r {b} + {q} \cdot r^2",
        ):
            text = f"{z} = y_{{{channel}, {a}, {c}}}"
            yield Rewriting(GENERAL, {"rank": 2}, text, display(text))
        turned = f"y_{{r^2 {q} + r {b} + {d}, {a}, {c}}} = {z}"
        yield Rewriting(GENERAL, {"rank": 2}, turned, display(turned))
        alone = f"z_{{{q}, r {a} + {b}}} = y_{{r {q} + {b}, {a}}}"
        yield Rewriting(GENERAL, {"rank": 1}, alone, display(alone))
    mods = r"r^2 q + r (i \bmod r) + (j \bmod r)"
    text = rf"z_{{q, i, j}} = y_{{{mods}, \lfloor i / r \rfloor, \lfloor j / r \rfloor}}"
    yield Rewriting(GENERAL, {"rank": 2}, "remainders", display(text))


FAMILIES = {
    EQUAL: Family(wrong_at_sizes, right_at_sizes),
    GENERAL: Family(wrong_for_all, right_for_all),
}
