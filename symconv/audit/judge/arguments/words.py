r"""What the words of a proof say of the table: that it cannot be had, or that it can.

*Defines* `denies`, `affirms` and `refuses`. A proof by contradiction and an answer that claims
weights may hold the same formulas; then their words tell them apart. Words are looked at clause by
clause: what is supposed, asked or denied is not said.
"""

from __future__ import annotations

import re

_DENIAL = re.compile(
    r"\b(?:not|no|never|cannot|none|neither|nor|nobody|nothing|false|wrong|but|however|yet|fails?)\b"
    r"|n't|contradict|impossib|absurd|conflict|violat|clash|disagree|mismatch"
    r"|\b(?:inconsist|incompat|infeasib|unsolv|unsatisf|unequal|different)",
    re.I,
)
_AFFIRMED = re.compile(
    r"\b(?:possible|works?|solvable|consistent|feasible|satisfiable|compatible|solves?"
    r"|(?:learn|separ|represent|realis|realiz|achiev|do|comput)able|able to"
    r"|solved|satisfied|fulfill?ed|met|yes|suffic\w+|exists?|there (?:is|are)"
    r"|does (?:it|the job|that)|(?:has|have|is|are) (?:a|an|the|one) solutions?"
    r"|solutions? (?:is|are)"
    r"|can (?:do|give|have|hold|exist|solve|learn|compute|represent|realis\w+|realiz\w+)"
    r"|can be (?:met|had|done|learn\w+|computed|represented|realised|realized|chosen|found)"
    r"|holds? (?:for|with))\b|\bit can\b(?=\W*$|:)",
    re.I,
)
_SUPPOSED = re.compile(
    r"\b(?:suppos\w+|assum\w+|if|then|were|would|could|must|need\w*|requir\w+|to be|want\w*|try|let"
    r"|imagin\w+|had|should|hypothe\w+|so that|in order|we can|one can|you can)\b",
    re.I,
)
_UNDENIED = re.compile(
    r"\b(?:no|not|never|without|any|free of)(?: \w+){0,3} (?:contradict|impossib|inconsist|conflict"
    r"|unsolv|infeasib|incompat|absurd|false|wrong)"
    r"|n't(?: \w+){0,3} (?:contradict|impossib|inconsist|conflict|unsolv|infeasib|incompat)"
    r"|\b(?:claim|statement|theorem|assertion|proposition|proof)\b[^.;!?]*"
    r"\b(?:false|wrong|incorrect|untrue|not (?:true|right|correct|hold)|n't hold)\b",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:false|wrong|incorrect|untrue|refuted|fails?|not (?:true|right|correct|hold|so|the case))"
    r"|n't (?:true|right|correct|hold|so)\b",
    re.I,
)
_BETWEEN_CLAUSES = re.compile(
    r"(?<=[.;:!?\n])|\b(?=(?:but|so|hence|thus|therefore)\b(?! that))", re.I
)


def denies(words: str) -> bool:
    """Whether some words say that something does not hold.

    >>> denies("These cannot hold together."), denies("The system is solved by")
    (True, False)
    """
    return _DENIAL.search(words) is not None


def affirms(words: str) -> bool:
    """Whether some clause says that it can be done, or that nothing contradicts.

    >>> affirms("is solved by"), affirms("Suppose it is possible."), affirms("It is not possible.")
    (True, False, False)
    >>> affirms("There is no contradiction.")
    True
    """
    if _UNDENIED.search(words):
        return True
    for clause in _BETWEEN_CLAUSES.split(words):
        said = _AFFIRMED.search(clause) and not clause.endswith("?")
        if said and not _DENIAL.search(clause) and not _SUPPOSED.search(clause):
            return True
    return False


def refuses(words: str) -> bool:
    """Whether words call something false: a negation in a formula may be meant.

    >>> refuses("is not true"), refuses("is a contradiction")
    (True, False)
    """
    return _REFUSED.search(words) is not None
