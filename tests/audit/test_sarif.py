"""SARIF against the published schema: the parts of it that our logs use, written out.

The properties, their types, the values of ``kind`` and ``level`` and the rule that ``level`` is
``none`` unless the kind is ``fail`` are those of sarif-schema-2.1.0.json (OASIS), sections 3.13 to
3.30 and 3.49 of the standard.
"""

import json
from collections.abc import Callable
from typing import Any

from symconv.audit.batch import Checked
from symconv.audit.report.options import Options
from symconv.audit.report.sarif import Sarif

KINDS = {"notApplicable", "pass", "fail", "review", "open", "informational"}
LEVELS = {"none", "note", "warning", "error"}
Check = Callable[[Any], bool]


def text(value: Any) -> bool:
    return isinstance(value, str)


def whole(value: Any) -> bool:
    return isinstance(value, int) and value >= 1


def message(value: Any) -> bool:
    return fits(value, {"text": text}, {"text"})


def fits(value: Any, properties: dict[str, Check], required: set[str]) -> bool:
    """An object of the schema: no other properties, all required ones, each of its type."""
    assert isinstance(value, dict)
    assert set(value) <= set(properties), set(value) - set(properties)
    assert required <= set(value), required - set(value)
    for key, said in value.items():
        assert properties[key](said), (key, said)
    return True


def region(value: Any) -> bool:
    names = ("startLine", "startColumn", "endLine", "endColumn")
    return fits(value, dict.fromkeys(names, whole), {"startLine"})


def uri(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and " " not in value and "\\" not in value


def location(value: Any) -> bool:
    artifact = {"uri": uri}
    physical = {"artifactLocation": lambda v: fits(v, artifact, {"uri"}), "region": region}
    return fits(value, {"physicalLocation": lambda v: fits(v, physical, set())}, set())


def result(value: Any) -> bool:
    properties: dict[str, Check] = {
        "ruleId": text,
        "kind": KINDS.__contains__,
        "level": LEVELS.__contains__,
        "message": message,
        "locations": lambda rows: all(map(location, rows)),
        "properties": lambda bag: isinstance(bag, dict),
    }
    assert value["kind"] == "fail" or value["level"] == "none"
    return fits(value, properties, {"message"})


def rule(value: Any) -> bool:
    return fits(value, {"id": text, "name": text, "shortDescription": message}, {"id"})


def log(value: Any) -> bool:
    driver: dict[str, Check] = {
        "name": text,
        "version": text,
        "rules": lambda rows: all(map(rule, rows)) and len({r["id"] for r in rows}) == len(rows),
    }
    run: dict[str, Check] = {
        "tool": lambda v: fits(v, {"driver": lambda d: fits(d, driver, {"name"})}, {"driver"}),
        "columnKind": {"utf16CodeUnits", "unicodeCodePoints"}.__contains__,
        "results": lambda rows: all(map(result, rows)),
    }
    top: dict[str, Check] = {
        "$schema": text,
        "version": "2.1.0".__eq__,
        "runs": lambda rows: all(fits(row, run, {"tool"}) for row in rows),
    }
    return fits(value, top, {"version", "runs"})


def written(options: Options, *checks: Checked) -> Any:
    write = Sarif(options)
    parts = [*write.begin()]
    for checked in checks:
        parts += write.submission(checked)
    return json.loads("".join([*parts, *write.end()]))


def test_a_log_has_the_shape_of_the_schema(checked: Checked, options: Options) -> None:
    assert log(written(options, checked, checked))
    assert log(written(options))


def test_a_log_says_what_was_found(checked: Checked, options: Options) -> None:
    (run,) = written(options, checked)["runs"]
    kinds = [found["kind"] for found in run["results"]]
    assert kinds[:6] == ["pass", "fail", "fail", "fail", "fail", "review"]
    wrong = run["results"][1]
    assert wrong["ruleId"] == "SC402"
    physical = wrong["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "jane/hw%201.md"
    assert physical["region"] == {"startLine": 4, "startColumn": 5, "endColumn": 11}
    assert {r.get("ruleId", "SC402") for r in run["results"]} <= {
        r["id"] for r in run["tool"]["driver"]["rules"]
    }
