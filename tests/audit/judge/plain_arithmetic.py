r"""Lines of arithmetic computed without symconv: an opinion of their truth that is not the judge's.

*Defines* `truth` and `Unclear`. Read are numbers, letters with values, ``+ - \cdot \times``,
fractions, whole powers, floors, ``\bmod``, brackets, sums that count, and chains of ``= < \le``.
Anything else is `Unclear`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import floor

TOKEN = re.compile(
    r"\s*(?P<t>\\frac|\\lfloor|\\rfloor|\\cdot|\\times|\\bmod|\\leq?(?![a-z])|\\geq?(?![a-z])"
    r"|\d+|[A-Za-z]'*(?:_\{\\mathrm\{[A-Za-z]+\}\})?|[-+=<>(){}^])"
)
RELATIONS = {
    "=": lambda a, b: a == b, "<": lambda a, b: a < b, ">": lambda a, b: a > b,
    r"\le": lambda a, b: a <= b, r"\leq": lambda a, b: a <= b,
    r"\ge": lambda a, b: a >= b, r"\geq": lambda a, b: a >= b,
}  # fmt: skip


class Unclear(Exception):
    """A line that this little arithmetic does not know."""


def truth(latex: str, values: Mapping[str, int]) -> bool:
    """Whether a chain of relations holds, for the neighbours in it that can be computed.

    >>> truth(r"\\left\\lfloor \\frac{7}{2} \\right\\rfloor + 1 = 4 < W", {"W": 5})
    True
    """
    sides, signs = parts(latex)
    pairs = [
        (a, RELATIONS[sign], b)
        for left, sign, right in zip(sides, signs, sides[1:], strict=False)
        if (a := value(left, values)) is not None and (b := value(right, values)) is not None
    ]
    if not pairs:
        raise Unclear(latex)
    return all(sign(a, b) for a, sign, b in pairs)


def parts(latex: str) -> tuple[list[str], list[str]]:
    """Cut a chain at its relations; what stands in braces is left together."""
    sides, signs, depth, at = [""], [], 0, 0
    while at < len(latex):
        sign = re.compile(r"\\[lg]eq?(?![a-z])|[=<>]").match(latex, at)
        if sign and not depth:
            signs.append(sign[0])
            sides.append("")
            at = sign.end()
            continue
        depth += {"{": 1, "}": -1}.get(latex[at], 0)
        sides[-1] += latex[at]
        at += 1
    return sides, signs


def value(side: str, values: Mapping[str, int]) -> Fraction | None:
    """Return the value of a side; None for one that is not plain arithmetic."""
    try:
        reader = Reader(tokens(side), values)
        found = reader.sum()
    except Unclear:
        return None
    return None if reader.ahead else found


def tokens(latex: str) -> list[str]:
    """Cut a line into signs."""
    text = re.sub(r"\\left(?![a-z])|\\right(?![a-z])|\\[,;:!]", " ", latex).strip()
    found, at = [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise Unclear(text[at : at + 20])
        found.append(match["t"])
        at = match.end()
    return found


class Reader:
    """Sums of products of powers, from left to right."""

    def __init__(self, found: list[str], values: Mapping[str, int]) -> None:
        self.found: Iterator[str] = iter(found)
        self.values = values
        self.ahead = next(self.found, "")

    def take(self, wanted: str = "") -> str:
        """Go on by one sign."""
        taken, self.ahead = self.ahead, next(self.found, "")
        if wanted and taken != wanted:
            raise Unclear(f"{taken} in place of {wanted}")
        return taken

    def sum(self) -> Fraction:
        """A sum or a difference, and what is left of it modulo a number."""
        total = self.product()
        while self.ahead in ("+", "-"):
            total = total + self.product() if self.take() == "+" else total - self.product()
        return total

    def product(self) -> Fraction:
        """Factors with or without a sign between them."""
        if self.ahead == "-":
            self.take()
            return -self.product()
        total = self.power()
        while self.ahead in (r"\cdot", r"\times", r"\bmod", r"\frac", r"\lfloor", "(") or (
            self.ahead[:1].isalnum()
        ):
            if self.ahead == r"\bmod":
                self.take()
                total %= self.power()
            else:
                if self.ahead in (r"\cdot", r"\times"):
                    self.take()
                total *= self.power()
        return total

    def power(self) -> Fraction:
        """An atom with an exponent."""
        base = self.atom()
        if self.ahead != "^":
            return base
        self.take()
        exponent = self.group() if self.ahead == "{" else Fraction(self.take())
        if exponent.denominator != 1 or abs(exponent) > 60:
            raise Unclear("a root")
        return base ** int(exponent)

    def group(self) -> Fraction:
        """What stands in braces."""
        self.take("{")
        value = self.sum()
        self.take("}")
        return value

    def atom(self) -> Fraction:
        """A number, a letter, a fraction, a floor or a bracket."""
        sign = self.take()
        if sign.isdigit():
            return Fraction(sign)
        if sign in self.values:
            return Fraction(self.values[sign])
        if sign == r"\frac":
            above, below = self.group(), self.group()
            if below == 0:
                raise Unclear("a division by 0")
            return above / below
        closing = {"(": ")", r"\lfloor": r"\rfloor"}.get(sign)
        if closing is None:
            raise Unclear(sign)
        inner = self.sum()
        self.take(closing)
        return inner if closing == ")" else Fraction(floor(inner))
