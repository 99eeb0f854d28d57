"""A document's own abbreviations, written out, with places that stay exact."""

import time
from collections.abc import Callable

import pytest

from symconv.audit.answer import Piece
from symconv.audit.read.macros import LENGTH, macros_in
from symconv.audit.submission import Submission

Read = Callable[..., Submission]
TEX = "\\documentclass{article}\n%s\n\\begin{document}\n\\section{3.1}\n%s\n\\end{document}\n"


def first(submission: Submission) -> Piece:
    return submission.answers[0].of("math")[0]


@pytest.mark.parametrize(
    ("definition", "formula", "meaning"),
    [
        (r"\newcommand{\R}{\mathbb{R}}", r"X \in \R^{2}", r"X \in \mathbb{R}^{2}"),
        (r"\newcommand\R{\mathbb R}", r"\R", r"\mathbb R"),
        (r"\renewcommand{\vec}[1]{\mathbf{#1}}", r"\vec{x} + \vec y", r"\mathbf{x} + \mathbf{y}"),
        (r"\newcommand{\fl}[2]{\lfloor #1/#2 \rfloor}", r"\fl{H}{S}", r"\lfloor H/S \rfloor"),
        (r"\newcommand{\fl}[2]{\lfloor #1/#2 \rfloor}", r"\fl HS + 1", r"\lfloor H/S \rfloor + 1"),
        (r"\def\half{\frac12}", r"\half x", r"\frac12 x"),
        (r"\DeclareMathOperator{\relu}{ReLU}", r"\relu(x)", r"\operatorname{ReLU}(x)"),
        (r"\newcommand{\a}{\alpha}\newcommand{\b}{\a + 1}", r"\b", r"\alpha + 1"),
        (r"\newcommand{\x}{\mathbf{x}}", r"\xi + \x", r"\xi + \mathbf{x}"),
        (r"\newcommand{\p}{\pi}", r"2\p r", r"2\pi r"),
        (r"\newcommand{\p}{\pi}", r"\p{r}", r"\pi{r}"),
        (r"% \newcommand{\R}{x}", r"\R", r"\R"),
        (r"\newcommand{\two}[2]{#1#2}", r"\two{a}", r"\two{a}"),
        (r"\def\x#1{#1}", r"\x a", r"\x a"),
        (r"\newcommand{\x}[1][2]{#1}", r"\x", r"\x"),
    ],
)
def test_macros_are_written_out(read: Read, definition: str, formula: str, meaning: str) -> None:
    submission = read(TEX % (definition, f"${formula}$"), "hw.tex")
    assert first(submission).text == meaning


def test_macros_of_a_notebook_or_markdown_stand_between_dollars(read: Read) -> None:
    text = "$$\\newcommand{\\R}{\\mathbb{R}}$$\n\n## 3.1\n$\\newcommand{\\x}{y} \\x \\in \\R$"
    assert first(read(text)).text == " y \\in \\mathbb{R}"


def test_places_point_at_what_was_written(read: Read) -> None:
    submission = read(
        TEX % (r"\newcommand{\v}[1]{\mathbf{#1}}", "So $a +\n \\v{bc} = d$."), "h.tex"
    )
    piece = first(submission)
    assert piece.text == "a +\n \\mathbf{bc} = d"
    for sign, line, column in (("a", 5, 5), ("bc", 6, 5), ("d", 6, 11), ("\\mathbf", 6, 2)):
        start = piece.text.index(sign)
        place = piece.at(start, start + 1)
        assert (place.line, place.column) == (line, column), sign
    assert piece.place.text == "So $a +"


@pytest.mark.parametrize(
    ("definition", "formula"),
    [
        (r"\def\x{\x\x}", r"\x"),
        (r"\def\x{\y}\def\y{\x}", r"\x"),
        (r"\newcommand{\x}[1]{#1#1#1#1#1#1#1#1#1}", r"\x{" * 40 + "a" + "}" * 40),
        (
            "".join(
                rf"\def\{c}{{\{d}\{d}\{d}}}" for c, d in zip("abcdefgh", "bcdefghi", strict=True)
            ),
            r"\a\a\a",
        ),
        (r"\def\x{" + "a" * 5000 + "}", r"\x"),
        (r"\def\x{", r"\x"),
        (r"\newcommand{\x}" * 5000, r"\x"),
        (
            "".join(rf"\def\x{chr(97 + n % 26)}{chr(97 + n // 26)}{{1}}" for n in range(600)),
            r"\xzz",
        ),
    ],
)
def test_bombs_stay_as_they_are(read: Read, definition: str, formula: str) -> None:
    start = time.process_time()
    submission = read(TEX % (definition, f"${formula}$"), "hw.tex")
    assert first(submission).text == formula
    assert len(first(submission).text) <= LENGTH
    assert time.process_time() - start < 2


def test_a_document_of_bombs_is_bounded(read: Read) -> None:
    start = time.process_time()
    submission = read(TEX % (r"\def\x{\x\x}\def\y{z}", r"$\x$ $\y$" * 20_000), "hw.tex")
    found = [p.text for p in submission.answers[0].of("math")]
    assert time.process_time() - start < 10
    assert found[:2] == [r"\x", "z"]
    assert len(found) == 40_000


def test_nothing_is_defined_by_chance() -> None:
    assert macros_in(r"\newcommand \def x \define{\x}{y} \defx{y}") == {}
