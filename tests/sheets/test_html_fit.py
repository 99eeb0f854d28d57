"""MathML is fitted to the embedded font without changing what it says."""

from xml.etree import ElementTree

import pytest

from symconv.sheets.html_fit import fitted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<mrow><mo>(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>)</mo></mrow>",
            "<mrow><mo>(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>)</mo></mrow>",
        ),
        (
            "<mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow>",
            '<mrow><mo stretchy="false">(</mo><mi>a</mi><mo>+</mo><mi>b</mi>'
            '<mo stretchy="false">)</mo></mrow>',
        ),
        (
            '<mover accent="true"><mi>X</mi><mo>^</mo></mover>',
            '<mover accent="true"><mi>X</mi><mo stretchy="false">^</mo></mover>',
        ),
        (
            "<msup><mi>H</mi><mo>′</mo></msup>",
            '<mrow><mi>H</mi><mo lspace="0" rspace="0">′</mo></mrow>',
        ),
        (
            "<msubsup><mi>P</mi><mi>o</mi><mo>″</mo></msubsup>",
            '<msub><mrow><mi>P</mi><mo lspace="0" rspace="0">″</mo></mrow><mi>o</mi></msub>',
        ),
        (
            "<mi>A</mi><mo>\N{INVISIBLE TIMES}</mo><mrow><mi>vec</mi></mrow>",
            '<mi>A</mi><mo lspace="0.1667em">\N{INVISIBLE TIMES}</mo><mrow><mi>vec</mi></mrow>',
        ),
        (
            "<mi>A</mi><mo>\N{INVISIBLE TIMES}</mo><mi>x</mi>",
            "<mi>A</mi><mo>\N{INVISIBLE TIMES}</mo><mi>x</mi>",
        ),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "<msup><mi>x</mi><mn>2</mn></msup>"),
    ],
)
def test_fitting_changes_looks_only(before: str, after: str) -> None:
    found = fitted(f"<math>{before}</math>")
    assert found == f"<math>{after}</math>"
    letters = [sorted(ElementTree.fromstring(f"<m>{x}</m>").itertext()) for x in (before, found)]
    assert letters[0] == letters[1]


def test_a_prime_inside_a_subscript_is_found() -> None:
    found = fitted("<math><msub><mi>x</mi><msup><mi>n</mi><mo>′</mo></msup></msub></math>")
    assert "msup" not in found
