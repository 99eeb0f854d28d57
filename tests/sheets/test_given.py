"""Values of givens are exact, and stay what their author wrote."""

from fractions import Fraction

import pytest

from symconv.errors import SpecError
from symconv.sheets.given import Given, parse_given


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-4", -4),
        ("+4", 4),
        ("0", 0),
        ("1/2", Fraction(1, 2)),
        ("-6/4", Fraction(-3, 2)),
        ("6/3", 2),
        ("true", True),
        ("false", False),
        ("no", "no"),
        ("yes", "yes"),
        ("n", "n"),
        ("H'", "H'"),
        (r"'\hat{X}'", r"\hat{X}"),
        ("'3'", "3"),
        ("[1, [2]]", None),
        ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
        ("[]", []),
        ("[H, 5]", ["H", 5]),
        ("same", "same"),
    ],
)
def test_values(text: str, value: Given | None) -> None:
    if value is None:
        with pytest.raises(SpecError, match="ragged"):
            parse_given(text)
    else:
        found = parse_given(text)
        assert found == value
        assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("0.5", "p/q: 1/2"),
        ("1e3", "write 1000"),
        ("2.0", "write 2"),
        (".5", "p/q: 1/2"),
        ("0x10", "integer or a fraction"),
        ("010", "write 10"),
        ("1_000", "write 1000"),
        ("1:30", "quote it"),
        (".inf", "quote it"),
        ("2026-01-01", "quote it"),
    ],
)
def test_what_yaml_would_guess_is_refused(text: str, hint: str) -> None:
    with pytest.raises(SpecError, match="not an exact number") as caught:
        parse_given(text)
    assert hint in caught.value.remedy


@pytest.mark.parametrize("text", ["", "~", "null", "[1, ]x", "[1, ~]", "{a: 1}", "[{a: 1}]"])
def test_what_is_no_value_is_refused(text: str) -> None:
    with pytest.raises(SpecError):
        parse_given(text)
