"""Submissions that were not handed in in good faith: no crash, no hang, nothing touched.

Each is read, judged in a worker with a small bound on time, and reported in every format.
"""

import json
import os
import time
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from symconv.audit.batch import Checked, check_submissions
from symconv.audit.check import left_to_person
from symconv.audit.guard import Limits
from symconv.audit.read.files import LIMIT, UnreadableSubmission, decode
from symconv.audit.read.submissions import read_submission
from symconv.audit.report.formats import FORMATS, writer
from symconv.audit.report.options import Options
from symconv.audit.submission import Submission
from symconv.cli.main import main
from symconv.errors import TooLarge
from symconv.sheets.problem import Sheet

HEAD = "## 3.1\n"
N = 20_000
MACROS = "".join(
    rf"\newcommand{{\{c}}}{{\{d}\{d}\{d}}}" for c, d in zip("abcdefgh", "bcdefghi", strict=True)
)

MATHS = {
    "a tower of powers": "$" + "9^{" * 400 + "9" + "}" * 400 + "$",
    "a huge power": "$9^{9^{9^{9^{9}}}}$",
    "a huge factorial": "$(10^9)!$",
    "factorials of factorials": "$3!!!!!!!!!!!!$",
    "a huge binomial": r"$\binom{10^{12}}{10^{6}}$",
    "many digits": "$" + "9" * 100_000 + "$",
    "a long decimal": "$0." + "1" * 50_000 + "$",
    "nested brackets": "$" + "(" * N + ")" * N + "$",
    "nested braces": "$" + "{" * N + "}" * N + "$",
    "unclosed braces": "$" + "{" * N + "$",
    "nested fractions": "$" + r"\frac{1}{" * 3000 + "1" + "}" * 3000 + "$",
    "nested roots": "$" + r"\sqrt{" * 3000 + "2" + "}" * 3000 + "$",
    "nested subscripts": "$x" + "_{a" * 3000 + "}" * 3000 + "$",
    "a matrix of forty thousand entries": r"$\begin{bmatrix}"
    + (" & ".join("1" * 200) + r" \\ ") * 200
    + r"\end{bmatrix}$",
    "nested matrices": "$" + r"\begin{bmatrix}" * 500 + "1" + r"\end{bmatrix}" * 500 + "$",
    "a huge sum": r"$H' = \sum_{i=1}^{10^{30}} \frac{1}{i}$",
    "nested sums": "$" + r"\sum_{i=1}^{9999}" * 40 + "i$",
    "a product of many terms": "$" + "(H+W+K+S+P)" * 500 + "$",
    "a power of a sum": "$(H + W + K + S + P)^{9999}$",
    "a division by zero": r"$H' = \frac{1}{0} = \frac{0}{0} \bmod 0$",
    "modulo a huge power": r"$H' = 7^{9999} \bmod 10^{999}$",
    "twenty thousand equals": "$" + "H=" * N + "H$",
    "a chain of a thousand floors": "$" + r"\lfloor " * 1000 + "H" + r" \rfloor" * 1000 + "$",
    "a macro bomb": MACROS + r"$\a\a\a$",
    "a macro that calls itself": r"\def\x{\x\x}$\x$",
    "catcodes": r"\catcode`\$=12 $x$ \csname end\endcsname",
    "a shell escape": r"\write18{touch pwned} $H' = \input{|touch pwned}$",
    "python in a name": r"$\operatorname{__import__}(\text{os}).system(x) = \mathrm{exec}$",
    "letters of other scripts": "$Η′ = ⌊Н⌋$ ＄x＄",
    "bidirectional controls": "$H\u202e' = \u2066 1$",
    "invisible characters": "$H\u200b'\ufeff = 1\u00ad$",
    "combining characters": "$H" + "\u0301" * 5000 + "$",
    "a root of degree nought": r"$\sqrt[0]{2} + 2^{1 / (1 - 1)} + \sqrt[10^9]{2}$",
    "the end of the floats": r"$1e308 + 1.8 \times 10^{308} + 10^{-999999999} + 5e-324$",
    "a sum to ten to the twelve": r"$W' = \sum_{i=0}^{10^{12}} i^{2}$",
    "a power of a matrix": r"$\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}^{10^9}$",
    "three thousand cases": r"$H' = \begin{cases}" + r"1 & H = 1 \\" * 3000 + r"\end{cases}$",
    "three thousand conditions": "$" + r" \wedge ".join(f"H \\ge {n}" for n in range(3000)) + "$",
    "implications": "$" + r"H \implies " * 2000 + "W$",
    "a continued fraction": "$" + r"\frac{1}{1 + " * 400 + "H" + "}" * 400 + "$",
    "numbers of other scripts": "$H' = 2² + Ⅷ + ½ + ۳ + 𝟙$",
    "a fraction that is turned": r"\renewcommand{\frac}[2]{#2 / #1}$H' = \frac{1}{2}$",
    "a macro that doubles": r"\newcommand{\x}[1]{\x{#1#1}}$\x{a}$",
}  # fmt: skip
DOCUMENTS = {
    "only dollars": "$" * 200_000,
    "dollars before letters": "$a " * 100_000,
    "openings without ends": r"\[ \( $$ \begin{align} " * 20_000,
    "environments without ends": r"\begin{align}" * 50_000,
    "ticks": "`" * 100_000 + "``a`b" * 20_000,
    "fences without ends": "```\n~~~\n" * 20_000,
    "comments without ends": "<!--" * 50_000,
    "answers without ends": r"\answer{3.1}{" * 5_000,
    "braces after an answer": r"\answer{3.1}{" + "{}" * 50_000,
    "headings": "## 3.1\n" * 50_000,
    "headings of depth": "".join(f"{'#' * (n % 9)} {n}.{n}\n$x$\n" for n in range(10_000)),
    "one long line": "a" * 2_000_000,
    "a table of ten thousand rows": "| a | b |\n|---|---|\n" + "| $x$ | $y$ |\n" * 10_000,
    "bars": "|" * 100_000 + "\n" + "|-" * 50_000,
    "lists": "- (a) " * 20_000 + "\n" + "1. " * 20_000,
    "quotations": ">" * 50_000 + "\n> $x$",
    "stars": "*" * 100_000 + "**a" * 20_000,
    "line ends of every kind": "a\r\n\r\x0b\x0c\x85\u2028\u2029$x$\n" * 5_000,
    "ten thousand answers": "".join(f"## 3.1\n$H' = {n}$\n## 9.{n}\n$x$\n" for n in range(10_000)),
    "markers": "<!-- symconv: 3.1 -->\n$x$\n" * 10_000,
    "a forged report": "## 3.1\n::error file=/etc/passwd::x\n$x$\n]]></testcase>\n\x1b[2J",
    "blank lines": "\n" * 500_000,
    "blanks after a definition": r"\newcommand" + " " * 200_000 + "x",
    "blanks after a name": r"\newcommand{\a" + " " * 200_000 + "x",
    "blanks after def": r"\def\a" + "\n" * 200_000 + r"x\DeclareMathOperator{" + " " * 200_000,
    "definitions of three hundred": "".join(
        rf"\newcommand{{\a{'b' * n}}}{{\a{'b' * (n + 1)}\a}}" for n in range(300)
    ),
    "a wide table": "|" + " a |" * 20_000 + "\n|" + "-|" * 20_000 + "\n|" + " 1 |" * 20_000,
    "lists and links that do not close": "[[1, " * 50_000 + "![[a](" * 50_000,
    "headings in other digits": "## 3.²\n$x$\n## ③\n$y$\n## ٣.١\n$z$\n## 3.\u200b1\n$w$\n",
    "a document in a picture": "%PDF-1.7\n\x89PNG\r\nstream\n" + "\x00\x01" * 5000 + "$x$",
    "answers that are left out": r"\iffalse \begin{cases} \left( \text{" * 20_000,
    "nothing": "",
    "one backslash": "\\",
}
BYTES = {
    "NUL bytes": b"## 3.1\n$H\x00' = 1$\x00\x00",
    "random bytes": bytes(range(256)) * 500,
    "half a UTF-16 file": "## 3.1\n$H' = 1$".encode("utf-16")[:-1],
    "overlong UTF-8": b"## 3.1\n$\xc0\xaf\xed\xa0\x80 = 1$",
    "a mark in the middle": b"## 3.1\n\xef\xbb\xbf$H' = 1$",
    "UTF-32": "## 3.1\n$x$".encode("utf-32"),
}
DATA = {
    "deep.ipynb": "[" * 200_000,
    "deep-object.json": '{"3.1":' * 50_000,
    "numbers.json": '{"3.1": ' + "9" * 100_000 + "}",
    "float.json": '{"3.1": 1e999999999, "3.2": NaN}',
    "surrogate.json": '{"3.1": "\\ud800 $x$", "\\udfff": "$y$"}',
    "types.json": '{"3.1": {"a": 1}, "3.2": null, "3.3.1": true, "7": [1, [2]]}',
    "rows.json": '[{"question": ["3.1"], "answer": "$x$"}, {}, {"id": 3.1, "latex": "y"}]',
    "path.json": '{"../../etc/passwd": "$x$", "3.1": "\\\\input{/etc/passwd}"}',
    "cells.ipynb": json.dumps({"cells": [{"cell_type": "markdown", "source": 3}, 7, None, {}]}),
    "many.ipynb": json.dumps({"cells": [{"cell_type": "markdown", "source": "$x$"}] * 10_500}),
    "outputs.ipynb": json.dumps(
        {"cells": [{"cell_type": "code", "source": "import os\nos.abort()", "outputs": [{}]}]}
    ),
    "input.tex": r"\section{3.1}\input{../../../etc/passwd}\include{/dev/zero}\input|ls",
    "loop.tex": r"\section{3.1}\input{loop.tex}$x$" * 1000,
    "cuts.tex": r"\section{" * 20_000 + r"\item[" * 20_000,
    "verb.tex": r"\section{3.1}\verb" + "|" * 50_000 + r"\begin{verbatim}" * 5000,
    "percent.tex": r"\section{3.1}" + "%" * 100_000 + "\n" + "% $x$\n" * 20_000,
}  # fmt: skip


def taken(text: str | bytes, name: str, sheet: Sheet, seconds: float) -> object:
    """Read a submission and say how it went; fail if it takes too long."""
    start = time.process_time()
    submission = None
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    with suppress(UnreadableSubmission, TooLarge):
        submission = read_submission(decode(name, data), sheet)
    assert time.process_time() - start < seconds
    return submission


@pytest.mark.parametrize("name", [*MATHS, *DOCUMENTS, *BYTES])
def test_hostile_texts_are_read_in_bounded_time(name: str, sheet: Sheet) -> None:
    text = {**MATHS, **DOCUMENTS, **BYTES}[name]
    text = HEAD + text if name in MATHS else text
    for suffix in ("md", "tex"):
        assert taken(text, f"a.{suffix}", sheet, seconds=10) is not None


@pytest.mark.parametrize("name", DATA)
def test_hostile_files_are_read_in_bounded_time(name: str, sheet: Sheet) -> None:
    submission = taken(DATA[name], name, sheet, seconds=10)
    if isinstance(submission, Submission):
        pieces = [p for a in (*submission.answers, *submission.unmatched) for p in a.pieces]
        assert not any("root:" in piece.text for piece in pieces)


def test_there_are_enough_of_them() -> None:
    assert len({**MATHS, **DOCUMENTS, **BYTES, **DATA}) >= 90


def test_hostile_formulas_are_judged_in_bounded_time(sheet: Sheet) -> None:
    submissions = [
        read_submission(decode(f"{number}.md", (HEAD + text).encode()), sheet)
        for number, text in enumerate(MATHS.values())
    ]
    start = time.monotonic()
    checks = [
        *check_submissions(submissions, sheet, jobs=2, limits=Limits(seconds=3, megabytes=3000))
    ]
    assert time.monotonic() - start < 3 * len(MATHS)
    assert len(checks) == len(MATHS)
    for name, checked in zip(MATHS, checks, strict=True):
        for finding in checked.findings:
            assert not finding.right, name
            assert finding.code != "SC805", (name, finding.message)


@pytest.mark.slow
def test_hostile_folders_are_reported_and_left_alone(
    sheet: Sheet, spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, (name, text) in enumerate(DATA.items()):
        (folder / f"{number}-{name}").write_text(text, encoding="utf-8", errors="surrogatepass")
    for number, data in enumerate(BYTES.values()):
        (folder / f"b{number}.md").write_bytes(data)
    for number, name in enumerate(("a forged report", "only dollars", "markers", "nothing")):
        (folder / f"d{number}.md").write_text(DOCUMENTS[name], encoding="utf-8")
    (folder / "huge.md").write_bytes(b"$x$ " * (LIMIT // 4 + 1))
    (folder / "odd\nname\x1b[31m.md").write_text("## 3.1\n$x$")
    (folder / "etc.md").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.md")
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    monkeypatch.chdir(tmp_path)
    for format_ in ("full", "jsonl"):
        result = CliRunner().invoke(
            main, ["check", str(folder), "--spec", str(spec), "--format", format_, "--timeout", "3"]
        )
        assert result.exit_code == 2, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "\x1b" not in result.output
        assert "root:" not in result.output
        assert "huge.md" in result.output
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.fixture(scope="module")
def read_documents(sheet: Sheet) -> list[Checked]:
    """The documents, with what they say in the mouth of a judge."""
    found = []
    for text in (*DOCUMENTS.values(), "## 3.1\n$\ud800$"):
        data = text[:100_000].encode("utf-8", "surrogatepass")
        submission = read_submission(decode("a.md", data), sheet)
        findings = tuple(
            left_to_person(sheet[a.question or ""], "SC441", a.pieces[-1].text[:300])
            for a in submission.answers
        )
        found.append(Checked(submission, findings))
    return found


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_survives_what_was_read(
    format_: str, sheet: Sheet, read_documents: list[Checked]
) -> None:
    write = writer(format_, Options(sheet), several=True)
    parts = [*write.begin()]
    for checked in read_documents:
        parts += write.submission(checked)
    whole = "".join([*parts, *write.end()]).encode("utf-8")
    assert whole.count(b"a.md") >= len(read_documents) - 1
    assert b"\x1b" not in whole
