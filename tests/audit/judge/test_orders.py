r"""Which output of a sub-pixel convolution is which: torch's order, in letters and in numbers."""

import pytest
import torch

from symconv.audit.check import as_answer, check
from symconv.audit.judge import prepare
from symconv.audit.judge.open_names import OpenTable
from symconv.audit.judge.orders.layout import RIGHT, layouts_of
from symconv.audit.judge.orders.proof import proved
from symconv.audit.judge.orders.stated import stated_in
from symconv.audit.judge.said import said_in
from symconv.sheets.problem import Problem

GIVEN = {"size": [2, 3], "out_channels": 2, "in_channels": 1, "factor": 2, "kernel_size": 1}
EQUAL = Problem("1", 3, "sub_pixel_equivalence", GIVEN)  # type: ignore[arg-type]
GENERAL = Problem("2", 3, "sub_pixel_for_all_sizes", {"rank": 2})
DESKS = {p.id: prepare(p) for p in (EQUAL, GENERAL)}


def test_the_right_order_is_that_of_torch() -> None:
    """``pixel_shuffle`` moves each output of the convolution to where it is said to be."""
    (layout,) = layouts_of(EQUAL.ask, EQUAL.given)
    y = torch.arange(8 * 2 * 3).reshape(1, 8, 2, 3)
    z = torch.nn.functional.pixel_shuffle(y, 2)[0]
    pairs = layout.pairs("z", RIGHT["z"])
    assert len(pairs) == z.numel()
    assert all(z[place] == y[0][other] for place, other in pairs)


@pytest.mark.parametrize(("k", "p", "r"), [(1, 0, 2), (2, 0, 2), (3, 1, 2), (2, 1, 3)])
def test_the_right_kernels_are_those_of_torch(k: int, p: int, r: int) -> None:
    """With the taps where they are said to be, both layers of torch give the same numbers."""
    given = {**GIVEN, "in_channels": 2, "factor": r, "kernel_size": k, "padding": p, "size": [4, 5]}
    (layout,) = layouts_of(EQUAL.ask, given)  # type: ignore[arg-type]
    torch.manual_seed(0)
    x = torch.randint(-9, 10, (1, 2, 4, 5)).double()
    f = torch.randint(-9, 10, layout.shapes["f"]).double()
    w = torch.zeros(layout.shapes["w"]).double()
    for tap, other in layout.pairs("w", RIGHT["w"]):
        w[tap] = f[other]
    y = torch.nn.functional.conv2d(x, f, padding=p)[0]
    turned = torch.nn.functional.conv_transpose2d(
        x, w.swapaxes(0, 1), stride=r, padding=r * (k - 1 - p)
    )[0]
    assert all(turned[at] == y[other] for at, other in layout.pairs("z", RIGHT["z"]))


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("z_{q, r a + b, r c + d} = y_{r^2 q + r b + d, a, c}", True),
        (r"z_{q, i, j} = y_{r^2 q + r (i \bmod r) + (j \bmod r), \lfloor i / r \rfloor, \lfloor j / r \rfloor}", True),  # noqa: E501
        ("z_{q, r a + b, r c + d} = y_{r^2 q + r b + d + 1, a, c}", False),
        ("z_{q, r a + b, r c + d} = y_{r^2 q + r b + d, c, a}", False),
        ("z_{q, r b + a, r d + c} = y_{r^2 q + r b + d, c, a}", False),
    ],
)  # fmt: skip
def test_what_is_not_equal_is_not_proved(line: str, shown: bool) -> None:
    """The proof alone, without the sizes that are tried before it."""
    desk = DESKS[GENERAL.id]
    assert desk is not None
    said, _ = said_in(as_answer(f"$${line}$$", "2"), OpenTable(desk.known))
    (stated,) = stated_in(said)
    assert proved(stated, desk) is shown


EACH = (
    r"\forall o \in \{0, 1\} : \forall i \in \{0, \dots, %s\} : \forall j \in \{0, \dots, %s\} : "
)
HALVES = (
    r"z_{o, i, j} = y_{4 o + 2 (i \bmod 2) + (j \bmod 2), "
    r"\lfloor i / 2 \rfloor, \lfloor j / 2 \rfloor}"
)


@pytest.mark.parametrize(
    ("problem", "line", "verdict", "cause"),
    [
        (EQUAL, "z_{o, 2 a + b, 2 c + d} = y_{4 o + 2 b + d, a, c}", "right", ""),
        (EQUAL, "y_{4 o + 2 b + d, a, c} = z_{o, 2 a + b, 2 c + d}", "right", ""),
        (EQUAL, "z_{o, 2 a + b, 2 c + d} = y_{4 o + b + 2 d, a, c}", "wrong", "channels-reordered"),
        (EQUAL, "z_{o, a + b, c + d} = y_{4 o + 2 b + d, a, c}", "wrong", ""),
        (EQUAL, "w_{o, u, v} = f_{4 o + 2 u + v}", "incomplete", ""),
        (EQUAL, EACH % (3, 5) + HALVES, "right", ""),
        (EQUAL, EACH % (4, 5) + HALVES, "wrong", ""),
        (EQUAL, EACH % (3, 4) + HALVES, "wrong", ""),
        (EQUAL, "w_{o, u, v} = f_{4 o + u + 2 v}", "wrong", "channels-reordered|shifts-swapped"),
        (GENERAL, "z_{q, r a + b, r c + d} = y_{r (r q + b) + d, a, c}", "right", ""),
        (GENERAL, "z_{q, r b + a, r d + c} = y_{r^2 q + r b + d, a, c}", "wrong", "quotient-for-remainder"),  # noqa: E501
        (GENERAL, "z_{q, a + b, c + d} = y_{r^2 q + r b + d, a, c}", "wrong", ""),
        (GENERAL, "z_{q, r a + b, r c + d} = y_{r^2 q + r b + d, c, a}", "wrong", "height-width-swapped"),  # noqa: E501
    ],
)  # fmt: skip
def test_orders(problem: Problem, line: str, verdict: str, cause: str) -> None:
    """Both sides count: an index of z that is wrong is not overlooked."""
    found = check(f"$${line}$$", problem, desk=DESKS[problem.id])
    assert found.verdict == verdict
    assert (found.cause.name if found.cause else "") == cause
