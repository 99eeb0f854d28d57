"""Conclusions that equate two expressions: what stands on the right is compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding

Verdict = Callable[[str, str, str], Finding]
PIECES = (
    r"$$W_{\mathrm{a}} x + b_{\mathrm{a}} = 0$$"
    r"$$W_{\mathrm{b}} x + b_{\mathrm{b}} = \frac{3}{2} x + 3$$"
    r"$$W_{\mathrm{c}} x + b_{\mathrm{c}} = 6 x + 3$$"
)


def test_a_right_side_in_another_form(verdict: Verdict) -> None:
    """Decimals, factors and the order of terms do not matter."""
    other = PIECES.replace(r"\frac{3}{2} x + 3", "3 + 1.5 x").replace("6 x + 3", "3 (2 x + 1)")
    assert verdict("cs7643_ps3", "6 (whole)", other).verdict == "right"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("6 x + 3", "6 x + 2"), ("= 0", "= x"), (r"\frac{3}{2} x + 3", r"\frac{3}{2} x - 3")],
)
def test_another_right_side_is_wrong(verdict: Verdict, right: str, wrong: str) -> None:
    """It is wrong, and not a statement that was left out."""
    found = verdict("cs7643_ps3", "6 (whole)", PIECES.replace(right, wrong))
    assert found.verdict == "wrong"


def test_pieces_in_another_order_are_not_wrong(verdict: Verdict) -> None:
    """Which piece is called a is not fixed by the question."""
    rows = PIECES.replace("= 0", "= 6 x + 3", 1)
    turned = rows[: rows.rindex("= 6")] + "= 0$$"
    assert verdict("cs7643_ps3", "6 (whole)", turned).verdict == "person"
