"""Reports as JUnit XML, the form in which continuous integration shows tests.

*Defines* `Junit`. A submission is a suite, a question a case: wrong and incomplete ones fail, those
for a person and unanswered ones are skipped.

*Source.* The schema that Jenkins' xUnit plug-in publishes (junit-10.xsd).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from symconv.audit.batch import Checked
from symconv.audit.finding import Finding
from symconv.audit.report.block import block
from symconv.audit.report.options import Options
from symconv.audit.report.words import title_of

FAILING = frozenset({"wrong", "incomplete"})
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Junit:
    """One document with a suite per submission."""

    options: Options

    def begin(self) -> Iterator[str]:
        """Yield the head of the document."""
        name = _attribute(f"symconv check {self.options.sheet.name}")
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name={name}>\n'

    def submission(self, checked: Checked) -> Iterator[str]:
        """Yield the suite of one submission."""
        left = checked.submission.unanswered
        failed = sum(finding.verdict in FAILING for finding in checked.findings)
        skipped = sum(finding.verdict == "person" for finding in checked.findings) + len(left)
        name = _attribute(checked.submission.name)
        counts = f'tests="{len(checked.findings) + len(left)}" failures="{failed}"'
        yield f'<testsuite name={name} {counts} errors="0" skipped="{skipped}">\n'
        for finding in map(self.options.told, checked.findings):
            yield from self._case(checked, finding)
        for question in left:
            yield f'{self._opened(checked, question)}<skipped message="not answered"/></testcase>\n'
        yield "</testsuite>\n"

    def end(self) -> Iterator[str]:
        """Yield the end of the document."""
        yield "</testsuites>\n"

    def _case(self, checked: Checked, finding: Finding) -> Iterator[str]:
        yield self._opened(checked, finding.question)
        message = _attribute(finding.message or finding.verdict)
        if finding.verdict in FAILING:
            said = _text("".join(block(finding, self.options)))
            yield f"<failure message={message} type={_attribute(finding.code)}>{said}</failure>"
        elif finding.verdict == "person":
            yield f"<skipped message={message}/>"
        yield "</testcase>\n"

    def _opened(self, checked: Checked, question: str) -> str:
        title = f"{question} {title_of(self.options.sheet, question)}".strip()
        suite = _attribute(checked.submission.name)
        return f"<testcase classname={suite} name={_attribute(title)}>"


def _attribute(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("?", text))


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("?", text))
