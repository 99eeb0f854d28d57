"""A sheet as one HTML file: no network, no script, MathML Core, its fonts inside.

*Defines* `render`. The fonts are subsets of Latin Modern (see ``assets/README-fonts.txt``), so the
page reads the same where no font is installed. A content security policy keeps it from loading
anything.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape

from symconv.latex.inline.markup import plain
from symconv.sheets.assets import data, text
from symconv.sheets.evidence import total
from symconv.sheets.html_solution import answer, for_person, solution
from symconv.sheets.html_text import blocks, element, inlines, words
from symconv.sheets.problem import ForPerson, Part, Sheet, Show, Solved
from symconv.sheets.record import Row, record_rows
from symconv.sheets.sections import Shown, sections
from symconv.sheets.wording import title
from symconv.sheets.words import points

POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"

_FONTS = (
    ("LM Math", "latinmodern-math-subset.woff2", "normal", "normal"),
    ("LM Roman", "lmroman10-regular-subset.woff2", "normal", "normal"),
    ("LM Roman", "lmroman10-bold-subset.woff2", "bold", "normal"),
    ("LM Roman", "lmroman10-italic-subset.woff2", "normal", "italic"),
)
_WHAT = {"questions": "", "solutions": ": solutions", "key": ": answer key"}


def render(sheet: Sheet, parts: Sequence[Part], show: Show) -> bytes:
    """Return the page as UTF-8."""
    page = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8"/>',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}"/>',
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
        element("title", escape(plain(sheet.title) + _WHAT[show])),
        f"<style>\n{_style()}</style>",
        "</head>",
        "<body>",
        "<main>",
        *_head(sheet, parts, show),
        *_articles(parts, show),
        *([_record(parts)] if show == "solutions" else []),
        "</main>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(page).encode()


def _style() -> str:
    faces = (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};'
        f"src:url(data:font/woff2;base64,{b64encode(data(file)).decode()}) format('woff2')}}\n"
        for family, file, weight, style in _FONTS
    )
    return "".join(faces) + text("sheet.css")


def _head(sheet: Sheet, parts: Sequence[Part], show: Show) -> Iterator[str]:
    yield "<header>"
    yield element("h1", inlines(sheet.title) + _WHAT[show])
    if sheet.course:
        yield element("p", inlines(sheet.course), class_="course")
    reports = [part.report for part in parts if isinstance(part, Solved)]
    if show == "solutions" and reports:
        said = f"Every line below is machine-checked. {total(reports).words()}."
        yield element("p", f"✓ {words(said)}", class_="promise")
    if sheet.conventions:
        said = f"<strong>Conventions.</strong> {words(' '.join(sheet.conventions))}"
        yield element("p", said, class_="assume")
    yield "</header>"


def _articles(parts: Sequence[Part], show: Show) -> Iterator[str]:
    shown = Shown()
    for number, part in enumerate(parts, start=1):
        body = [_question(part, with_text=show != "key")]
        if show == "key":
            body.append(answer(part.report) if isinstance(part, Solved) else for_person(part))
        elif show == "solutions" and isinstance(part, ForPerson):
            body.append(for_person(part))
        elif show == "solutions" and isinstance(part, Solved):
            body.append(solution(part, sections(part.report, part.problem.id, shown)))
        yield element("article", "\n".join(body), id=f"question-{number}")


def _question(part: Part, *, with_text: bool) -> str:
    problem, named = part.problem, title(part)
    name = escape(problem.id) + (f" {inlines(named)}" if named else "")
    worth = element("span", escape(points(problem.points)), class_="points")
    head = element("h2", f"{element('span', name)} {worth}")
    body = blocks(problem.question) if with_text else ""
    return element("section", f"{head}\n{body}", class_="question")


def _record(parts: Sequence[Part]) -> str:
    rows = [_record_row(row) for row in record_rows(parts)]
    names = ("part", "claim", "verdict", "method and evidence", "cases")
    head = element("tr", "".join(element("th", name, scope="col") for name in names))
    body = "\n".join(rows)
    table = f"<table>\n<thead>{head}</thead>\n<tbody>{body}</tbody>\n</table>"
    title = element("h2", "Verification record")
    return element("section", f"{title}\n{element('div', table, class_='scroll')}", class_="record")


def _record_row(row: Row) -> str:
    cells = [escape(c) for c in (row.part, row.claim, row.verdict, row.evidence)]
    content = "".join(element("td", cell) for cell in cells)
    return element("tr", content + element("td", row.cases, class_="number"))
