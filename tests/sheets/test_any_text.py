"""Whatever a problem set holds, the answer is a sheet or one of our errors."""

import re
from xml.etree import ElementTree

from hypothesis import example, given
from hypothesis import strategies as st

from symconv.errors import SymconvError
from symconv.latex.inline.markup import parse as parse_markup
from symconv.latex.inline.tex_text import blocks as tex_blocks
from symconv.sheets.html_text import blocks as html_blocks
from symconv.sheets.source import Source
from symconv.sheets.spec import parse

PIECES = st.sampled_from(
    "title: ¦questions:¦\n¦  ¦- ¦id: 1¦points: 2¦ask: person¦[¦]¦{¦}¦:¦&a¦*a¦!!int ¦|¦>¦'¦\"¦#¦"
    "given: ¦text: ¦---¦x¦\t".split("¦")
)
WORDS = st.sampled_from(
    r"\frac¦\begin{bmatrix}¦\end{bmatrix}¦\left(¦\right)¦\\¦&¦{¦}¦_¦^¦$¦$$¦*¦**¦`¦- ¦a¦1¦'¦ ¦"
    r"\times¦\$¦\input¦\text{a}¦<b>¦%¦~¦é¦\¦".split("¦")
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)))
@example("title: &a [*a]\nquestions: 1")
@example("? [a]\n: b")
def test_any_text_is_a_sheet_or_an_error(text: str) -> None:
    try:
        sheet = parse(Source("any.yaml", text), "any")
    except SymconvError as error:
        assert error.fact  # noqa: PT017
        assert error.place is not None or "empty" in error.fact  # noqa: PT017
        str(error)
    else:
        assert len(sheet) >= 1


@given(st.lists(st.one_of(WORDS, st.just("\n")), max_size=25).map("".join))
def test_any_question_is_safe_or_refused(text: str) -> None:
    try:
        blocks = parse_markup(text)
    except SymconvError:
        return
    ElementTree.fromstring(f"<div>{html_blocks(blocks)}</div>")
    tex = tex_blocks(blocks)
    assert not re.search(r"\\(input|write|def|catcode|csname)\b", tex)
    plain = re.sub(r"\\.", "", tex)
    assert plain.count("{") == plain.count("}")
    assert plain.count("$") % 2 == 0
    assert "%" not in plain
