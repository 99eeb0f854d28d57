"""The formats of a report by name.

*Defines* `FORMATS` and `writer`.
"""

from __future__ import annotations

from symconv.audit.report.concise import Concise
from symconv.audit.report.data import Json, Jsonl
from symconv.audit.report.full import Full
from symconv.audit.report.github import Github
from symconv.audit.report.gradescope import Gradescope
from symconv.audit.report.junit import Junit
from symconv.audit.report.options import Options, Writer
from symconv.audit.report.sarif import Sarif

FORMATS = ("full", "concise", "json", "jsonl", "junit", "github", "sarif", "gradescope")


def writer(name: str, options: Options, *, several: bool = False) -> Writer:
    """Return the writer of a format; ``several`` says that many submissions will come."""
    if name == "gradescope":
        return Gradescope(options, several)
    kinds: dict[str, type[Full | Concise | Json | Jsonl | Junit | Github | Sarif]] = {
        "full": Full,
        "concise": Concise,
        "json": Json,
        "jsonl": Jsonl,
        "junit": Junit,
        "github": Github,
        "sarif": Sarif,
    }
    return kinds[name](options)
