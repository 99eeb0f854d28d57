"""MathML Core: well-formed, escaped, only Core elements, the TeX alongside."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from symconv.errors import DialectError
from symconv.latex import mathml, tex
from symconv.latex import tree as t
from symconv.notation import Name, name

CORE = set(
    "math semantics annotation mrow mi mn mo mtext mspace mfrac msqrt mroot msup msub msubsup "
    "munder mover munderover mtable mtr mtd".split()
)
SPACE = "{http://www.w3.org/1998/Math/MathML}"


def s(spelling: str) -> t.Symbol:
    return t.Symbol(name(spelling))


def number(value: int) -> t.Number:
    return t.Number(Fraction(value))


def body(node: t.Node) -> str:
    """The markup between <semantics> and the annotation."""
    text = mathml.write(node)
    return text[text.index("<semantics>") + len("<semantics>") : text.index("<annotation")]


n, k, i = s("n"), s("k"), s("i")
less = t.Chain((i, n), ("<",))


def test_every_generated_tree_is_well_formed_core(tree_maker):
    for seed in range(1_000):
        root = ET.fromstring(mathml.write(tree_maker(seed).statement()))
        tags = {element.tag.removeprefix(SPACE) for element in root.iter()}
        assert tags <= CORE, seed


def test_children_are_as_many_as_the_element_needs(tree_maker):
    needed = {"mfrac": 2, "mroot": 2, "msup": 2, "msub": 2, "munder": 2, "mover": 2}
    needed |= {"msubsup": 3, "munderover": 3}
    for seed in range(500):
        for element in ET.fromstring(mathml.write(tree_maker(seed).statement())).iter():
            tag = element.tag.removeprefix(SPACE)
            assert len(element) == needed.get(tag, len(element)), (seed, tag)


def test_the_tex_goes_along_and_display_is_said():
    text = mathml.write(less, display=True)
    root = ET.fromstring(text)
    assert root.get("display") == "block"
    assert root.get("alttext") == tex.write(less) == "i < n"
    note = root.find(f".//{SPACE}annotation")
    assert note is not None
    assert (note.get("encoding"), note.text) == ("application/x-tex", "i < n")
    assert 'display="block"' not in mathml.write(less)


def test_signs_are_escaped():
    assert "<mo>&lt;</mo>" in body(less)
    assert "<mtext>a&gt;b</mtext>" in body(t.Text("a>b"))


PIECES = [
    (s("H'"), '<msup><mi>H</mi><mo lspace="0" rspace="0">′</mo></msup>'),
    (
        t.Power(s("H'"), number(2)),
        '<msup><mi>H</mi><mrow><mo lspace="0" rspace="0">′</mo><mn>2</mn></mrow></msup>',
    ),
    (t.Symbol(Name("W", label="out")), "<msub><mi>W</mi><mi>out</mi></msub>"),
    (t.Symbol(Name("stride")), "<mi>stride</mi>"),
    (t.Symbol(Name("d")), '<mi mathvariant="normal">d</mi>'),
    (s(r"\hat{X}"), '<mover accent="true"><mi>X</mi><mo stretchy="false">^</mo></mover>'),
    (t.Symbol(Name("x", font="mathbf")), "<mi>𝐱</mi>"),
    (t.Symbol(Name("L", font="mathcal")), "<mi>ℒ</mi>"),
    (t.Symbol(Name("gamma")), "<mi>γ</mi>"),
    (t.Divide(n, k), "<mfrac><mi>n</mi><mi>k</mi></mfrac>"),
    (t.Negative(n), '<mo form="prefix">−</mo><mi>n</mi>'),
    (t.Multiply((number(2), n)), "<mn>2</mn><mo>\N{INVISIBLE TIMES}</mo><mi>n</mi>"),
    (
        t.Fence("floor", n),
        '<mo form="prefix" fence="true" stretchy="false">⌊</mo><mi>n</mi>'
        '<mo form="postfix" fence="true" stretchy="false">⌋</mo>',
    ),
    (
        t.Fence("floor", t.Divide(n, k)),
        '<mo form="prefix" fence="true" stretchy="true">⌊</mo><mfrac>',
    ),
    (t.Apply(Name("f"), (n,)), "<mi>f</mi><mo>\N{FUNCTION APPLICATION}</mo>"),
    (t.Apply(Name("relu"), (n,)), "<mi>relu</mi><mo>\N{FUNCTION APPLICATION}</mo>"),
    (
        t.Big("sum", (t.Range(i, number(0), n),), k),
        '<munderover><mo movablelimits="true" largeop="true">∑</mo>'
        "<mrow><mi>i</mi><mo>=</mo><mn>0</mn></mrow><mi>n</mi></munderover><mi>k</mi>",
    ),
    (
        t.Matrix(((n, k),)),
        "<mtable><mtr><mtd><mi>n</mi></mtd><mtd><mi>k</mi></mtd></mtr></mtable>",
    ),
    (t.Cases(((n, less), (k, None))), "<mtext>otherwise</mtext>"),
    (t.Cases(((n, less), (k, None))), '<mtd style="text-align:left">'),
    (t.Binomial(n, k), '<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>'),
    (t.Root(n, number(3)), "<mroot><mi>n</mi><mn>3</mn></mroot>"),
    (t.Boxed(t.Chain((n, k), ("=",))), '<mrow class="boxed" style="'),
    (t.Big("argmax", (t.Over((i,)),), i), '<mo movablelimits="true">arg\N{NO-BREAK SPACE}max</mo>'),
    (t.Space("R", (n, k)), "<msup><mi>ℝ</mi><mrow><mi>n</mi><mo>×</mo><mi>k</mi></mrow></msup>"),
]


@pytest.mark.parametrize(("tree", "markup"), PIECES)
def test_constructs_have_their_core_markup(tree, markup):
    assert markup in body(tree)


def test_labels_and_indices_share_the_subscript():
    element = t.Indexed(t.Symbol(Name("y", label="out")), (i,))
    assert body(element) == (
        '<msub><mi>y</mi><mrow><mi>out</mi><mo separator="true">,</mo><mi>i</mi></mrow></msub>'
    )


def test_elements_of_a_product_and_letters_without_a_script_form():
    assert "<msub><mrow><mo" in body(t.Indexed(t.Transposed(s("A")), (i, n)))
    assert "<mi>ℓ</mi>" in body(t.Symbol(Name("ell", font="mathcal")))


def test_parentheses_are_those_of_the_tex():
    product = t.Multiply((t.Add((n, k)), i))
    assert body(product).count("stretchy") == 2
    assert tex.write(product).count(r"\left(") == 1


def test_what_tex_refuses_is_refused():
    with pytest.raises(DialectError, match="terminating decimal"):
        mathml.write(t.Number(Fraction(1, 3)))


def test_an_unknown_node_is_refused():
    with pytest.raises(DialectError, match="Node has no MathML"):
        mathml.printer.render(t.Node())
