"""The error codes: a name, what is the case, an example, how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Explanation:
    """What ``symconv explain`` says about a code."""

    name: str
    fact: str
    example: str
    remedy: str


CODES: Mapping[str, Explanation] = {
    "SC000": Explanation(
        "other", "An error without a code of its own.", "-", "Read the message; it names the place."
    ),
    "SC101": Explanation(
        "bad-problem-set",
        "A problem set cannot be read, or asks for something that does not exist.",
        "questions:\n  - {id: '1', points: 2, aks: conv_size}",
        "Write `ask`. The keys of a question are id, points, title, text, ask, given, note;\n"
        "`symconv derive --list` names the theorems and their givens.",
    ),
    "SC102": Explanation(
        "bad-given",
        "A value that a theorem was given has the wrong type, range or shape.",
        "given: {stride: 0}",
        "Strides, sizes and kernels are positive integers or symbols, paddings non-negative ones.\n"
        "Numbers are exact: write 1/2, not 0.5.",
    ),
    "SC201": Explanation(
        "bad-latex",
        "A text is not in the dialect of LaTeX that symconv reads.",
        r"\lfloor n / s",
        "Close every bracket and environment; the caret shows where reading stopped.",
    ),
    "SC202": Explanation(
        "unknown-name",
        "A text uses a name that the problem did not declare.",
        "H' where only H is declared",
        "Declare the name, or use one of those that the message lists.",
    ),
    "SC203": Explanation(
        "ambiguous-latex",
        "A text has two readings, and the declarations do not say which is meant.",
        "a / b c",
        r"Write the parentheses, or \frac{a}{b} c.",
    ),
    "SC204": Explanation(
        "no-agreed-spelling",
        "An object has no agreed spelling, or a construction is outside what symconv supports.",
        "a character that TeX cannot print",
        "Write it in another way; the message names the construction.",
    ),
    "SC205": Explanation(
        "too-large",
        "An input exceeds a bound on size, depth or time.",
        "a problem set of more than 1 MiB",
        "Split the input.",
    ),
    "SC301": Explanation(
        "shapes-do-not-fit",
        "Sizes and hyper-parameters do not fit together.",
        "given: {size: [3], kernel_size: 5, padding: 0}",
        "Enlarge the padding or the input, or shrink the kernel; the hint names the nearest fit.",
    ),
    "SC701": Explanation(
        "not-shown",
        "A step of a derivation was refuted, or no procedure could decide it.",
        "m = n + 1, refuted at n = 1, m = 1",
        "Correct the step. Nothing is printed that was not shown, so the sheet was not written.",
    ),
    "SC702": Explanation(
        "numbers-disagree",
        "A symbolic result and the numbers that should witness it disagree.",
        "the kernel returns 4 samples, the formula says 3",
        "One of the two roads is wrong; the message holds the smallest case found.",
    ),
    "SC806": Explanation(
        "unreadable-submission",
        "A submission cannot be read at all: no file, no text, or no answers in it.",
        "a notebook that is not JSON",
        "Hand in a .md, .tex, .ipynb or .json file.",
    ),
    "SC901": Explanation(
        "missing-tool",
        "An optional program or package is needed and was not found.",
        "no TeX engine found",
        "symconv doctor lists the tools and how to install them.",
    ),
    "SC902": Explanation(
        "tex-stopped",
        "The TeX engine stopped on a document that should compile.",
        "an outdated TeX distribution",
        "Build with --to tex,html,json, and report the .tex file.",
    ),
}
