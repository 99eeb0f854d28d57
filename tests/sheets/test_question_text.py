"""The text of a question: what is accepted becomes TeX and HTML, the rest is refused."""

from xml.etree import ElementTree

import pytest

from symconv.errors import DialectError
from symconv.latex.inline.inline_math import to_mathml
from symconv.latex.inline.markup import parse, parse_sentence
from symconv.latex.inline.math_tokens import FragmentError
from symconv.latex.inline.tex_text import blocks as tex_blocks
from symconv.latex.inline.tex_text import escape
from symconv.sheets.html_text import blocks as html_blocks

ACCEPTED = [
    r"X \in \mathbb{R}^{B \times C \times H \times W}",
    r"W=\begin{bmatrix}w_{(0,0)}&w_{(0,1)}\\w_{(1,0)}&w_{(1,1)}\end{bmatrix}",
    r"f(\mathbf x)=\begin{cases}1&\text{if }\mathbf w^T\mathbf x+b\ge0\\0&\text{else}\end{cases}",
    r"r_0=\sum_{l=1}^{L}\left((k_l-1)\prod_{i=1}^{l-1}s_i\right)+1",
    r"\hat X' = \operatorname{Conv}(Y), \quad \lVert w \rVert_2^2",
    r"\left\lfloor \frac{n + 2 p - k}{s} \right\rfloor",
    r"\mathbf{x}^{(1)}, \dots, \sqrt{2}, \binom{n}{k}, \mathcal{L}",
]

REFUSED = [
    (r"\input{x}", r"\\input cannot be used"),
    (r"\write18{ls}", r"\\write cannot be used"),
    (r"\def\a{b}", r"\\def cannot be used"),
    (r"\catcode`\%=12", r"\\catcode cannot be used"),
    (r"\csname input\endcsname", r"\\csname cannot be used"),
    (r"a^^5cb", "superscript|without an argument|does not belong"),
    (r"\text{$x$}", "needs plain words"),
    (r"\text{\input{x}}", "needs plain words"),
    ("a # b", "'#' cannot stand"),
    ("a % b", "'%' cannot stand"),
    (r"a \\ b", "does not belong here"),
    ("a & b", "does not belong here"),
    (r"\frac{1}", "without an argument"),
    (r"\left( a", r"\\right is missing"),
    (r"\begin{bmatrix} 1", r"is missing"),
    (r"\begin{tabular} 1 \end{tabular}", "environment tabular cannot be used"),
    (r"\begin{bmatrix} 1 \end{pmatrix}", r"without its \\end"),
    (r"\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}", "different lengths"),
    ("x_1_2", "two scripts"),
    ("{" * 40 + "}" * 40, "nested more than"),
    ("x" * 5000, "more than 4000 characters"),
    (r"\mathbf{a+b}", "letters only"),
    (r"\mathbb{x}", "capital letters only"),
    (r"\frac12", "needs braces"),
    ("x^23", "needs braces"),
    (r"\hat\mathbf{x}", "needs braces"),
    (r"\mathbf12", "needs braces"),
    (r"x_\dots", "needs braces"),
    ("x'_1'", "a prime after a script"),
    (r"x^\sum", "needs braces"),
    (r"\sqrt\,", "needs braces"),
    ("x^2'", "a prime after a script"),
]


@pytest.mark.parametrize("latex", ACCEPTED)
def test_accepted_mathematics_is_well_formed_mathml(latex: str) -> None:
    tree = ElementTree.fromstring(to_mathml(latex, display=True))
    assert tree.tag == "math"
    assert "".join(tree.itertext()).strip()


@pytest.mark.parametrize(("latex", "fact"), REFUSED)
def test_other_mathematics_is_refused(latex: str, fact: str) -> None:
    with pytest.raises(FragmentError, match=fact):
        to_mathml(latex)


def test_letters_and_numbers_keep_their_order() -> None:
    text = "".join(ElementTree.fromstring(to_mathml(r"H' = 2 \cdot W_{3} - k")).itertext())
    assert text == "H′=2⋅W3−k"


def test_fonts_become_mathematical_letters() -> None:
    assert to_mathml(r"\mathbf{x} \mathbb{R} \mathcal{L}") == (
        "<math><mi>𝐱</mi><mi>ℝ</mi><mi>ℒ</mi></math>"
    )


def test_blocks_become_html_and_tex() -> None:
    text = "Give **all** of *this* in `NCHW`:\n\n- $n < 3$\n- 5 % & more\n\n$$x^2$$"
    html = ElementTree.fromstring(f"<div>{html_blocks(parse(text))}</div>")
    assert [child.tag for child in html] == ["p", "ul", "div"]
    assert tex_blocks(parse(text)) == "\n\n".join(
        [
            r"Give \textbf{all} of \emph{this} in \texttt{NCHW}:",
            "\\begin{itemize}\n\\item {}$n < 3$\n\\item {}5 \\% \\& more\n\\end{itemize}",
            r"\display{x^2}",
        ]
    )


def test_an_escaped_dollar_is_a_dollar() -> None:
    assert tex_blocks(parse(r"It costs \$5 and \$6.")) == r"It costs \$5 and \$6."


def test_words_never_reach_tex_unescaped() -> None:
    hostile = r"\input{/etc/passwd} #1 ~ ^^41 <b>"
    assert escape(hostile) == (
        r"\textbackslash{}input\{/etc/passwd\} \#1 \textasciitilde{} "
        r"\textasciicircum{}\textasciicircum{}41 \textless{}b\textgreater{}"
    )
    assert "<b>" not in html_blocks(parse("a <b> c"))
    with pytest.raises(DialectError, match=r"U\+4E2D has no spelling"):
        escape("中")


def test_a_sentence_of_the_engine_has_no_markup_but_mathematics() -> None:
    assert len(parse_sentence("a * b * c and **d**")) == 1
    with pytest.raises(FragmentError, match="without its partner"):
        parse_sentence("3 $")
