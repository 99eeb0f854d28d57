"""The same right answer in the ways in which people write it; and near misses of each."""

from functools import lru_cache
from pathlib import Path

import pytest

from symconv.audit.check import check
from symconv.audit.judge import prepare
from symconv.audit.judge.desk import Desk
from symconv.sheets.problem import Problem
from symconv.sheets.spec import load

SPEC = Path(__file__).parents[2] / "derivations" / "cpen455_hw2.yaml"
SHAPES = {
    "H_1": "100 128 256 256", "H_2": "100 64 128 128", "H_3": "100 32 64 64",
    "H_4": "100 16 64 64", "H_5": "100 16 32 32", "Y": "100 10",
}  # fmt: skip
WEIGHTS = """\
| layer | params |
|---|---|
| H_1 | 9600 |
| H_2 | 204800 |
| H_3 | 18432 |
| H_4 | 512 |
| H_5 | 0 |
| Y | 163840 |"""


def listed(form: str, between: str = "\n", sign: str = r" \times ", last: str = "Y") -> str:
    """The six shapes, one after the other, the last name spelled as asked for."""
    rows = [(name if name != "Y" else last, sizes) for name, sizes in SHAPES.items()]
    return between.join(form % (name, sizes.replace(" ", sign)) for name, sizes in rows)


RIGHT = [
    ("2.1", "$128, 64, 32$"),
    ("2.1", "Layer 2: 128, layer 3: 64, layer 4: 32"),
    ("2.1", "| layer | in |\n|---|---|\n| $H_2$ | 128 |\n| $H_3$ | 64 |\n| $H_4$ | 32 |"),
    ("2.2", listed(r"- $%s \rightarrow %s$")),
    ("2.2", listed(r"$%s = %s$", ", ")),
    ("2.2", listed("$%s$: $(%s)$", ", ", ", ")),
    ("2.2", "| layer | shape |\n|---|---|\n" + listed("| %s | %s |", "\n", " x ")),
    ("2.2", listed("- $%s$: $%s$") + "\n- flattened $H_5$: $100 \\times 16384$"),
    ("2.3", f"{WEIGHTS}\n| Total | 397184 |"),
    (
        "2.3",
        "$H_1$: $9600$, $H_2$: $204800$, $H_3$: $18432$, $H_4$: $512$, $H_5$: $0$, "
        "$Y$: $163840$; in total $397184$",
    ),
    ("2.6", "$H_1$: 5, $H_2$: 13, $H_3$: 21, $H_4$: 21, $H_5$: 29, $Y$: 512"),
    ("3.1", r"$H' = \lfloor (H + 2P - K + S)/S \rfloor$, the same for $W'$"),
    ("3.1", r"$H_{out} = \lfloor (H - K + 2P)/S + 1 \rfloor$"),
    ("3.2", r"$P' = (W + 2P - K) \bmod S$"),
    ("3.3.1", "[[-4, 5, 6], [10, -4, -10], [6, -5, -4]]"),
    ("3.3.1", "```\n[[-4  5  6]\n [10 -4 -10]\n [6 -5 -4]]\n```"),
    ("3.3.1", "| -4 | 5 | 6 |\n|--|--|--|\n| 10 | -4 | -10 |\n| 6 | -5 | -4 |"),
    ("3.3.1", r"$X = \begin{pmatrix} -4 & 5 & 6 \\ 10 & -4 & -10 \\ 6 & -5 & -4 \end{pmatrix}$"),
    ("5.1", r"$K \times K \times C \times N$"),
    ("5.1", r"There are $N C K \cdot K$ of them."),
]
WRONG = [
    ("2.1", "$3, 128, 64$"),
    ("2.2", listed(r"$%s = %s$", ", ").replace("256", "255")),
    ("2.2", listed(r"$%s = %s$", ", ").replace(r"128 \times 256", r"256 \times 128")),
    ("3.1", r"$H' = \lfloor (H + P - K)/S \rfloor + 1$"),
    ("3.3.1", "[[-4, 5, 6], [10, -4, -10], [6, -5, 4]]"),
    ("3.3.1", "[[4, 5, 6], [10, 4, 10]]"),
    ("5.1", r"$K \times C \times N$"),
]


@lru_cache(maxsize=32)
def desk(question: str) -> tuple[Problem, Desk | None]:
    problem = load(SPEC)[question]
    return problem, prepare(problem)


@pytest.mark.parametrize(("question", "text"), RIGHT)
def test_right_answers_are_right_however_written(question: str, text: str) -> None:
    problem, ready = desk(question)
    found = check(text, problem, desk=ready)
    assert found.right, found.summary
    assert found.marks == problem.points


@pytest.mark.parametrize(
    "text",
    [
        WEIGHTS,
        WEIGHTS + "\n\nThe sum is not asked for.",
        "$H_1$: 9600, $H_2$: 204800, $H_3$: 18432, $H_4$: 512, $H_5$: 0, $Y$: 163840",
    ],
)
def test_what_is_missing_is_not_called_wrong(text: str) -> None:
    problem, ready = desk("2.3")
    found = check(text, problem, desk=ready)
    assert found.verdict == "incomplete", found.summary
    assert found.marks == 5


@pytest.mark.parametrize(("question", "text"), WRONG)
def test_near_misses_are_wrong(question: str, text: str) -> None:
    problem, ready = desk(question)
    found = check(text, problem, desk=ready)
    assert found.verdict == "wrong", found.summary
    assert found.marks < problem.points
