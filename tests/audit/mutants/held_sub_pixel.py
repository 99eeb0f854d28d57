"""A transposed convolution as a convolution and a reordering, with the order wrong."""

from __future__ import annotations

from collections.abc import Iterator

from apart import right, wrong
from shared import Family, Mutant, Rewriting, display

NAMES = {
    "channel transposed": (
        "channels-mixed column-order order-swapped channels-reordered shifts-swapped"
    ),
    "places transposed": "height-width-swapped coordinates-exchanged coordinates-exchanged",
    "both transposed": (
        "height-width-swapped input-transposed matrix-transposed output-transposed shifts-swapped"
    ),
    "quotient and rest exchanged": (
        "quotient-for-remainder blocks-for-interleaving remainder-for-quotient"
    ),
    "factor lost": "factor-ignored factor-missing channel-ignored",
    "factor squared": "factor-twice extra-factor squared factor-off-by-one",
    "channels reversed": "complement-of-remainder channels-reversed offsets-flipped",
    "off by one": "off-by-one indices-from-one origin-off-by-one index-off-by-one",
    "counted from one": "ceil-for-floor indices-from-one",
    "rest for quotient": "quotient-for-remainder remainder-for-quotient",
    "blocks side by side": "quotient-for-remainder blocks-for-interleaving",
    "one channel": "remainder-forgotten channels-forgotten channel-ignored",
    "not reduced": "divisor-forgotten division-missing floor-dropped",
    "factor two": "factor-off-by-one",
    "factor not squared": "factor-missing area-forgotten square-forgotten",
    "channels last": "channels-last channels-interleaved channels-reordered",
    "one axis": "one-axis axis-forgotten",
    "scaled places": "extra-factor",
}
SMALL = {"size": [2, 2], "out_channels": 1, "in_channels": 1, "factor": 2, "kernel_size": 1}
THREE = {"size": [2, 2], "out_channels": 1, "in_channels": 1, "factor": 3, "kernel_size": 1}
PLANE = {"rank": 2}
LINE = {"rank": 1}


def order(channel: str, row: str, column: str, last: int = 3) -> str:
    """Write where an output of the transposed convolution stands in the convolution."""
    return display(
        rf"\forall i, j \in \{{0, \dots, {last}\}} : z_{{(i, j)}} = y_{{({channel}, {row}, {column})}}"  # noqa: E501
    )


def down(letter: str, factor: int = 2) -> str:
    return rf"\lfloor {letter} / {factor} \rfloor"


def rest(letter: str, factor: int = 2) -> str:
    return rf"({letter} \bmod {factor})"


CHANNEL = f"2 {rest('i')} + {rest('j')}"


def small_mutants() -> Iterator[Mutant]:
    yield from wrong(
        "sub_pixel_equivalence", SMALL, NAMES,
        ("channel transposed", order(f"{rest('i')} + 2 {rest('j')}", down("i"), down("j"))),
        ("places transposed", order(CHANNEL, down("j"), down("i"))),
        ("both transposed", order(f"{rest('i')} + 2 {rest('j')}", down("j"), down("i"))),
        ("quotient and rest exchanged", order(f"2 {down('i')} + {down('j')}", rest("i"), rest("j"))),  # noqa: E501
        ("factor lost", order(f"{rest('i')} + {rest('j')}", down("i"), down("j"))),
        ("factor squared", order(f"4 {rest('i')} + {rest('j')}", down("i"), down("j"))),
        ("channels reversed", order(f"3 - 2 {rest('i')} - {rest('j')}", down("i"), down("j"))),
        ("off by one", order(f"{CHANNEL} + 1", down("i"), down("j"))),
        ("counted from one", order(CHANNEL, r"\lceil i / 2 \rceil", r"\lceil j / 2 \rceil")),
        ("rest for quotient", order(CHANNEL, rest("i"), rest("j"))),
        ("blocks side by side", order(f"2 {down('i')} + {down('j')}", f"i - 2 {down('i')}", f"j - 2 {down('j')}")),  # noqa: E501
        ("one channel", order("0", down("i"), down("j"))),
        ("not reduced", order(CHANNEL, "i", "j")),
    )  # fmt: skip
    yield from wrong(
        "sub_pixel_equivalence", THREE, NAMES,
        ("channel transposed", order(f"{rest('i', 3)} + 3 {rest('j', 3)}", down("i", 3), down("j", 3), 5)),  # noqa: E501
        ("factor two", order(CHANNEL, down("i"), down("j"), 5)),
        ("places transposed", order(f"3 {rest('i', 3)} + {rest('j', 3)}", down("j", 3), down("i", 3), 5)),  # noqa: E501
        ("factor lost", order(f"{rest('i', 3)} + {rest('j', 3)}", down("i", 3), down("j", 3), 5)),
    )  # fmt: skip


def small_rewritings() -> Iterator[Rewriting]:
    base = order(CHANNEL, down("i"), down("j"))
    yield from right(
        "sub_pixel_equivalence", SMALL,
        base, order(f"{rest('j')} + 2 {rest('i')}", down("i"), down("j")),
        order(CHANNEL, r"\left\lfloor \frac{i}{2} \right\rfloor", r"\left\lfloor \frac{j}{2} \right\rfloor"),  # noqa: E501
        order(rf"2 (i - 2 {down('i')}) + j - 2 {down('j')}", down("i"), down("j")),
        base.replace(r"i, j \in", r"i \in \{0, \dots, 3\}, j \in"),
        base.replace(r"\forall i, j \in \{0, \dots, 3\} : ", ""),
    )  # fmt: skip
    yield from right(
        "sub_pixel_equivalence", THREE,
        order(f"3 {rest('i', 3)} + {rest('j', 3)}", down("i", 3), down("j", 3), 5),
    )  # fmt: skip


def plane(left: str, right_side: str) -> str:
    return display(rf"z_{{{left}}} = y_{{{right_side}}}")


def all_mutants() -> Iterator[Mutant]:
    place = "q, r a + b, r a' + b'"
    yield from wrong(
        "sub_pixel_for_all_sizes", PLANE, NAMES,
        ("channel transposed", plane(place, "r^2 q + b + r b', a, a'")),
        ("places transposed", plane(place, "r^2 q + r b + b', a', a")),
        ("factor not squared", plane(place, "r q + r b + b', a, a'")),
        ("factor lost", plane(place, "q + r b + b', a, a'")),
        ("factor lost", plane(place, "r^2 q + b + b', a, a'")),
        ("channels last", plane(place, "q + Q (r b + b'), a, a'")),
        ("quotient and rest exchanged", plane(place, "r^2 q + r a + a', b, b'")),
        ("blocks side by side", plane("q, a + m b, a' + m' b'", "r^2 q + r b + b', a, a'")),
        ("off by one", plane(place, "r^2 q + r b + b' + 1, a, a'")),
        ("off by one", plane(place, "r^2 (q - 1) + r b + b', a, a'")),
        ("channels reversed", plane(place, "r^2 q + r (r - 1 - b) + r - 1 - b', a, a'")),
        ("one axis", plane("q, r a + b, a'", "r q + b, a, a'")),
        ("scaled places", plane(place, "r^2 q + r b + b', r a, r a'")),
    )  # fmt: skip
    yield from wrong(
        "sub_pixel_for_all_sizes", LINE, NAMES,
        ("factor squared", plane("q, r a + b", "r^2 q + b, a")),
        ("factor lost", plane("q, r a + b", "q + b, a")),
        ("channels reversed", plane("q, r a + b", "r q + r - 1 - b, a")),
        ("quotient and rest exchanged", plane("q, r a + b", "r q + a, b")),
        ("channels last", plane("q, r a + b", "q + Q b, a")),
    )  # fmt: skip


def all_rewritings() -> Iterator[Rewriting]:
    place = "q, r a + b, r a' + b'"
    yield from right(
        "sub_pixel_for_all_sizes", PLANE,
        plane(place, "r^2 q + r b + b', a, a'"), plane(place, "r (r q + b) + b', a, a'"),
        plane("q, a r + b, a' r + b'", "q r^2 + b r + b', a, a'"),
        display("y_{r^2 q + r b + b', a, a'} = z_{q, r a + b, r a' + b'}"),
        plane(place, r"b' + r \cdot b + r^{2} \cdot q, a, a'"),
    )  # fmt: skip
    yield from right(
        "sub_pixel_for_all_sizes", LINE,
        plane("q, r a + b", "r q + b, a"), plane("q, b + r a", "b + r q, a"),
        display("y_{r q + b, a} = z_{q, r a + b}"),
    )  # fmt: skip


FAMILIES = {
    "sub_pixel_equivalence": Family(small_mutants, small_rewritings),
    "sub_pixel_for_all_sizes": Family(all_mutants, all_rewritings),
}
