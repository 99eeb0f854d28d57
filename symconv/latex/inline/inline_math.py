r"""Mathematics in the text of a question: checked, and turned into MathML as it is written.

*Defines* `to_mathml`.

*Why not the strict reader.* A question may use names that no theorem declares, and it states
nothing that is proved: only its appearance matters. So this is a translation of a closed list of
commands, and that list is the safety: what has no translation (``\input``, ``\def``, an unbalanced
brace) is refused, and only text that passed is copied into a TeX document.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from symconv.latex.inline import math_commands as known
from symconv.latex.inline.math_elements import big_sign, grouped, operator, with_scripts
from symconv.latex.inline.math_tokens import FragmentError, tokens

_DEPTH = 30


def to_mathml(latex: str, *, display: bool = False) -> str:
    r"""Return ``<math>`` for a formula in the subset; raise FragmentError for anything else.

    >>> to_mathml(r"H' \times 2")
    '<math><msup><mi>H</mi><mo>′</mo></msup><mo>×</mo><mn>2</mn></math>'
    """
    reader = _Reader(tokens(latex))
    body = "".join(reader.row(until=()))
    return f'<math display="block">{body}</math>' if display else f"<math>{body}</math>"


@dataclass
class _Reader:
    """One pass over the tokens; ``at`` is the next one."""

    tokens: list[str]
    at: int = 0
    depth: int = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def expect(self, wanted: str, after: str) -> None:
        found = self.next()
        if found != wanted:
            raise FragmentError(f"{after} without its {wanted}", after)

    def row(self, until: tuple[str, ...]) -> list[str]:
        """Read atoms with their scripts up to one of the tokens ``until`` (or the end)."""
        self.depth += 1
        if self.depth > _DEPTH:
            raise FragmentError(f"a formula nested more than {_DEPTH} deep", self.peek())
        parts: list[str] = []
        while self.peek() and self.peek() not in until:
            parts.append(self.scripted())
        if until and not self.peek():
            raise FragmentError(f"{until[0]} is missing", self.tokens[-1] if self.tokens else "")
        self.depth -= 1
        return parts

    def scripted(self) -> str:
        """Read one atom, its primes, its subscript and its superscript."""
        big = self.peek() in known.BIG
        base = self.atom()
        below, above = "", ""
        primes = ""
        while self.peek() in ("_", "^", "'"):
            sign = self.next()
            if sign == "'" and (above or (primes and below)):
                raise FragmentError("a prime after a script", "'", remedy="write x'_1 or x'^2")
            if sign == "'":
                primes += "′"
            elif sign == "_" and not below:
                below = self.argument("_")
            elif sign == "^" and not above:
                above = self.argument("^")
            else:
                raise FragmentError("two scripts on the same side", sign)
        if primes:
            above = f"<mrow>{operator(primes)}{above}</mrow>" if above else operator(primes)
        return with_scripts(base, below, above, big=big)

    def argument(self, after: str) -> str:
        """Read a group in braces or a single token."""
        if self.peek() == "{":
            self.next()
            body = self.row(until=("}",))
            self.next()
            return grouped(body)
        self.bare(after)
        self.at -= 1
        return self.atom()

    def bare(self, after: str) -> str:
        """Read an argument without braces: one letter, digit or sign, as TeX takes it."""
        token = self.next()
        if not token:
            raise FragmentError(f"{after} without an argument", after)
        if not known.can_stand_bare(token):
            raise FragmentError(
                f"{after} {token} needs braces", token, remedy=f"write {after}{{...}}"
            )
        return token

    def atom(self) -> str:
        token = self.next()
        if token == "{":
            body = self.row(until=("}",))
            self.next()
            return grouped(body)
        if token in ("}", "&", r"\\", r"\right", r"\end", "^", "_"):
            raise FragmentError(f"{token} does not belong here", token)
        if token.startswith("\\"):
            return self.command(token)
        if token[0].isdigit():
            return f"<mn>{token}</mn>"
        if token.isalpha():
            return f"<mi>{token}</mi>"
        return (
            '<mspace width="0.25em"/>' if token == "~" else operator(known.MARKS.get(token, token))
        )

    def command(self, token: str) -> str:
        name = token[1:]
        if name in known.LETTERS:
            return f"<mi>{known.LETTERS[name]}</mi>"
        if name in known.OPERATORS:
            return operator(known.OPERATORS[name])
        if name in known.SPACES:
            return f'<mspace width="{known.SPACES[name]}"/>'
        if token in known.BIG:
            return big_sign(token)
        if name in known.NAMED:
            return f"<mi>{name}</mi>"
        return self.structure(name)

    def structure(self, name: str) -> str:
        """Read a command that takes arguments."""
        after = "\\" + name
        if name == "text":
            return f"<mtext>{escape(self.next())}</mtext>"
        if name in ("frac", "dfrac", "tfrac"):
            top, bottom = self.argument(after), self.argument(after)
            return f"<mfrac>{top}{bottom}</mfrac>"
        if name == "binom":
            top, bottom = self.argument(after), self.argument(after)
            return (
                f'<mrow><mo>(</mo><mfrac linethickness="0">{top}{bottom}</mfrac><mo>)</mo></mrow>'
            )
        if name == "sqrt":
            return f"<msqrt>{self.argument(after)}</msqrt>"
        if name in known.ACCENTS:
            base, mark = self.argument(after), known.ACCENTS[name]
            return f'<mover accent="true">{base}<mo stretchy="false">{mark}</mo></mover>'
        if name in known.FONTS or name in ("operatorname", "mathrm"):
            return self.letters(name)
        if name == "left":
            return self.fenced()
        return self.environment()

    def letters(self, name: str) -> str:
        """Read the letters in braces that a font command or an operator name applies to."""
        after = "\\" + name
        word = self.word(after) if self.peek() == "{" else self.bare(after)
        greek = known.LETTERS.get(word[1:], "") if word.startswith("\\") else ""
        upper = name not in ("mathbb", "mathcal") or (word.isalpha() and word.isupper())
        if not (greek or word.isalnum()) or not upper:
            raise FragmentError(f"{after} applies to {'capital ' * (not upper)}letters only", after)
        if name in known.FONTS:
            return f"<mi>{known.FONTS[name](greek or word)}</mi>"
        normal = ' mathvariant="normal"' if len(word) == 1 else ""
        return f"<mi{normal}>{greek or word}</mi>"

    def fenced(self) -> str:
        opening = self.delimiter(r"\left")
        body = self.row(until=(r"\right",))
        self.next()
        closing = self.delimiter(r"\right")
        return f"<mrow>{opening}{''.join(body)}{closing}</mrow>"

    def delimiter(self, after: str) -> str:
        token = self.next()
        if token == ".":
            return ""
        char = known.DELIMITERS.get(token)
        if char is None:
            raise FragmentError(f"{after} needs a delimiter", after)
        return operator(char, ' stretchy="true"')

    def environment(self) -> str:
        r"""Read ``\begin{name} … \end{name}``, a matrix or cases."""
        name = self.environment_name(r"\begin")
        rows: list[list[str]] = [[]]
        while True:
            cell = "".join(self.row(until=("&", r"\\", r"\end")))
            rows[-1].append(f"<mtd>{cell}</mtd>")
            stop = self.next()
            if stop == r"\\":
                rows.append([])
            elif stop == r"\end":
                break
        if self.environment_name(r"\end") != name:
            raise FragmentError(rf"\begin{{{name}}} without its \end", r"\begin")
        if len(rows) > 1 and rows[-1] == ["<mtd></mtd>"]:
            rows.pop()
        if any(len(row) != len(rows[0]) for row in rows):
            raise FragmentError(f"the rows of {name} have different lengths", r"\begin")
        left, right = known.ENVIRONMENTS[name]
        body = "".join(f"<mtr>{''.join(row)}</mtr>" for row in rows)
        table = f'<mtable class="{name}">{body}</mtable>'
        sides = [operator(c, ' stretchy="true"') if c else "" for c in (left, right)]
        return f"<mrow>{sides[0]}{table}{sides[1]}</mrow>"

    def word(self, after: str) -> str:
        """Read what stands between two braces as one word."""
        self.expect("{", after)
        word = ""
        while self.peek() not in ("}", ""):
            word += self.next()
        self.expect("}", after)
        return word

    def environment_name(self, after: str) -> str:
        name = self.word(after)
        if name not in known.ENVIRONMENTS:
            raise FragmentError(f"the environment {name} cannot be used in a question", name)
        return name
