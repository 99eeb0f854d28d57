"""Reports as the results file of a Gradescope autograder.

*Defines* `Gradescope`. A question is a test with its marks; one for a person has no score yet and
says so. Several submissions are a list of such objects.

*Source.* Gradescope, "Autograder specifications", Output format.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from symconv.audit.batch import Checked
from symconv.audit.finding import Finding
from symconv.audit.report.block import block
from symconv.audit.report.options import Options
from symconv.audit.report.words import tally, title_of, unmatched

Data = dict[str, Any]


@dataclass
class Gradescope:
    """The results object of a submission; ``several`` makes a list of them."""

    options: Options
    several: bool = False
    seen: int = field(default=0)

    def begin(self) -> Iterator[str]:
        """Yield the head of a list, if it is one."""
        yield from ["["] if self.several else []

    def submission(self, checked: Checked) -> Iterator[str]:
        """Yield the results of one submission."""
        data = results(checked, self.options)
        if self.several:
            yield ",\n" if self.seen else "\n"
            data = {"file": checked.submission.name} | data
        self.seen += 1
        yield json.dumps(data, ensure_ascii=False, indent=1) + "\n" * (not self.several)

    def end(self) -> Iterator[str]:
        """Yield the end of a list, if it is one."""
        yield from ["\n]\n"] if self.several else []


def results(checked: Checked, options: Options) -> Data:
    """Return the object that Gradescope reads."""
    found = {finding.question: options.told(finding) for finding in checked.findings}
    tests = []
    for problem in options.sheet:
        if problem.id in found:
            tests.append(_test(found[problem.id], options))
        elif problem.id in checked.submission.unanswered:
            tests.append(
                _named(problem.id, options)
                | {"score": 0, "max_score": float(problem.points), "status": "failed"}
                | {"output": "not answered"}
            )
    left = [f"not matched: {unmatched(a)}" for a in checked.submission.unmatched]
    counts = tally([checked], options.sheet)
    return {
        "score": float(counts.marks),
        "output": "\n".join([counts.words(), *left]),
        "output_format": "text",
        "visibility": "visible",
        "tests": tests,
    }


def _test(finding: Finding, options: Options) -> Data:
    said = "".join(block(finding, options)).strip() or finding.summary
    data = _named(finding.question, options) | {"max_score": float(finding.max_marks)}
    if finding.verdict == "person":
        return data | {"score": 0, "output": f"A person will mark this.\n{said}"}
    status = "passed" if finding.right else "failed"
    return data | {"score": float(finding.marks), "status": status, "output": said}


def _named(question: str, options: Options) -> Data:
    name = title_of(options.sheet, question) or question
    return {"number": question, "name": name, "output_format": "text", "visibility": "visible"}
