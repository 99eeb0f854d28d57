r"""Layout: signs that only place ink are dropped, several spellings of one sign become one.

*Defines* `canonical_tokens`. The list of dropped commands is closed; a command that is not in it
stays and must be understood by someone, or the line is refused.

``\left(`` becomes ``(`` with the word ``left``, so that ``\left`` must meet ``\right``;
``\left|`` becomes ``\lvert``, because a bar that says which side it is on needs no guessing.
Words that stand for a sign, such as ``\text{for all}``, become the sign.
"""

from __future__ import annotations

from symconv.errors import LatexError
from symconv.latex.reader.source import Source
from symconv.latex.reader.tokens import Token
from symconv.notation import GREEK

DROPPED = frozenset(
    r"""\, \; \: \! \> ~ \displaystyle \textstyle \scriptstyle \scriptscriptstyle \limits
    \nolimits \hline \nonumber \notag \noindent \label \mathstrut \strut \allowdisplaybreaks
    \thinspace \medspace \thickspace \negthinspace \centering""".split()
) | {"\\ ", "\\\n", "\\\t"}  # fmt: skip
WIDE = frozenset({r"\;", r"\:", "~", "\\ ", "\\\n", r"\thickspace", r"\medspace"})
SIZES = frozenset(
    rf"\{s}{side}" for s in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
)
RENAMED = {
    r"\dfrac": r"\frac", r"\tfrac": r"\frac", r"\cfrac": r"\frac", r"\dbinom": r"\binom",
    r"\tbinom": r"\binom", r"\leq": r"\le", r"\leqslant": r"\le", r"\geq": r"\ge",
    r"\geqslant": r"\ge", r"\neq": r"\ne", r"\lt": "<", r"\gt": ">", r"\land": r"\wedge",
    r"\lor": r"\vee", r"\lnot": r"\neg", r"\implies": r"\Rightarrow",
    r"\Longrightarrow": r"\Rightarrow", r"\iff": r"\Leftrightarrow",
    r"\Longleftrightarrow": r"\Leftrightarrow", r"\rightarrow": r"\to", r"\longrightarrow": r"\to",
    r"\mapsto": r"\to", r"\longmapsto": r"\to", r"\coloneqq": ":=", r"\colonequals": ":=",
    r"\colon": ":", r"\ldots": r"\dots", r"\dotsc": r"\dots", r"\dotsb": r"\cdots",
    r"\lbrack": "[", r"\rbrack": "]", r"\lbrace": r"\{", r"\rbrace": r"\}", r"\lparen": "(",
    r"\rparen": ")", r"\vert": "|", r"\Vert": r"\|", r"\intercal": r"\top", r"\qquad": r"\quad",
    r"\enspace": r"\quad", r"\hspace": r"\quad", r"\hspace*": r"\quad", r"\hfill": r"\quad",
    r"\therefore": r"\quad", r"\because": r"\quad",
    r"\ln": r"\log", r"\widehat": r"\hat", r"\overline": r"\bar", r"\widetilde": r"\tilde",
    r"\bm": r"\boldsymbol", r"\simeq": r"\approx",
    r"\smallsetminus": r"\setminus", r"\varnothing": r"\emptyset", r"\tag*": r"\tag",
    r"\newline": r"\\", r"\cr": r"\\",
}  # fmt: skip
PROSE = frozenset(
    rf"\{c}" for c in "text textrm textup textit textbf textnormal textsf texttt mbox".split()
)
WORDS = {
    "for all": r"\forall", "for every": r"\forall", "for each": r"\forall", "for any": r"\forall",
    "there exists": r"\exists", "or": r"\vee", "implies": r"\Rightarrow", "iff": r"\Leftrightarrow",
    "if and only if": r"\Leftrightarrow", "mod": r"\bmod", "divides": r"\mid",
}  # fmt: skip
OPERATOR_WORDS = {"mod": r"\bmod", "argmin": r"\argmin", "argmax": r"\argmax"}
BARS = {
    ("left", "|"): r"\lvert", ("right", "|"): r"\rvert", ("left", r"\|"): r"\lVert",
    ("right", r"\|"): r"\rVert", ("left", "."): r"\left.", ("right", "."): r"\right.",
}  # fmt: skip
DELIMITERS = frozenset("( ) [ ] | .".split()) | {
    r"\{", r"\}", r"\|", r"\lfloor", r"\rfloor", r"\lceil", r"\rceil", r"\lvert", r"\rvert",
    r"\lVert", r"\rVert", r"\langle", r"\rangle",
}  # fmt: skip
NEGATED = {"=": r"\ne", r"\in": r"\notin", r"\mid": r"\nmid"}


def canonical_tokens(source: Source, tokens: list[Token]) -> list[Token]:
    r"""Return the tokens that carry meaning, one spelling per sign.

    Raises LatexError for ``\left`` without a delimiter and ``\not`` before a sign it cannot negate.

    >>> from symconv.latex.reader.tokens import tokenize
    >>> source = Source(r"\left| x \right| \, \leqslant 1")
    >>> [t.text for t in canonical_tokens(source, tokenize(source))]
    ['\\lvert', 'x', '\\rvert', '\\le', '1']
    """
    out: list[Token] = []
    i, n = 0, len(tokens)
    while i < n:
        token = tokens[i]
        text = token.text
        i += 1
        if text[0] != "\\" and text != "~":
            if text == "=" and _follows(out, ":", token):
                out[-1] = Token(":=", out[-1].start, token.end)
            elif text == "." and _follows(out, ".", token) and _follows(out[:-1], ".", out[-1]):
                out[-2:] = [Token(r"\dots", out[-2].start, token.end)]
            else:
                out.append(token)
            continue
        text = RENAMED.get(text, text)
        if text in DROPPED or (text == r"\bullet" and not out):
            if text in WIDE and i < n and _may_stand_apart(tokens[i].text):
                tokens[i] = tokens[i]._replace(word="spaced")
            continue
        if text in (r"\left", r"\right", r"\middle") or text in SIZES:
            out.append(_sized(source, token, tokens[i] if i < n else None))
            i += 1
        elif text == r"\nexists" or (text == r"\not" and i < n and tokens[i].text == r"\exists"):
            last = token if text == r"\nexists" else tokens[i]
            i += last is not token
            out += [Token(r"\neg", token.start, last.end), Token(r"\exists", token.start, last.end)]
        elif text == r"\not":
            out.append(_negated(source, token, tokens[i] if i < n else None))
            i += 1
        elif text == r"\arg" and i < n and tokens[i].text in (r"\min", r"\max"):
            out.append(Token(r"\arg" + tokens[i].text[1:], token.start, tokens[i].end))
            i += 1
        elif text != r"\quad" or not out or out[-1].text != r"\quad":
            out.append(_command(text, token, script=_in_script(out)))
    return out


def _follows(out: list[Token], sign: str, token: Token) -> bool:
    return bool(out) and out[-1].text == sign and out[-1].end == token.start


def _may_stand_apart(text: str) -> bool:
    """Whether a token behind a wide space may begin something new."""
    return (len(text) == 1 and (text.isalnum() or text == "(")) or text[1:] in GREEK


def _in_script(out: list[Token]) -> bool:
    """Whether the next token is the first of a subscript or superscript."""
    if out and out[-1].text == "{":
        out = out[:-1][-1:]
    return bool(out) and out[-1].text in ("_", "^")


def _command(text: str, token: Token, *, script: bool) -> Token:
    """A command with its canonical spelling; words that stand for a sign become the sign."""
    if text in PROSE:
        word = " ".join(token.word.replace("~", " ").split())
        sign = None if script else WORDS.get(word.strip(" ,").lower())
        return Token(sign or r"\text", token.start, token.end, word if sign is None else "")
    if text in (r"\operatorname", r"\operatorname*", r"\mathrm", r"\mathit"):
        word = token.word.replace(r"\,", "").replace(" ", "")
        if word in OPERATOR_WORDS and not (script and word == "mod"):
            return Token(OPERATOR_WORDS[word], token.start, token.end)
        return Token(text.rstrip("*"), token.start, token.end, word)
    return Token(text, token.start, token.end, token.word)


def _sized(source: Source, token: Token, following: Token | None) -> Token:
    sign = RENAMED.get(following.text, following.text) if following else ""
    if following is None or sign not in DELIMITERS:
        fact = f"{token.text} without a bracket or bar after it"
        raise source.error(LatexError, fact, token.start, token.end)
    side = {"l": "left", "r": "right"}.get(token.text[-1], "") if token.text in SIZES else ""
    if token.text in (r"\left", r"\right"):
        side = token.text[1:]
        return Token(BARS.get((side, sign), sign), token.start, following.end, side)
    if token.text == r"\middle":
        return Token(r"\middle" + sign, token.start, following.end)
    return Token(BARS.get((side, sign), sign), token.start, following.end)


def _negated(source: Source, token: Token, following: Token | None) -> Token:
    sign = NEGATED.get(following.text, "") if following else ""
    if following is None or not sign:
        raise source.error(LatexError, r"\not cannot negate this", token.start, token.end)
    return Token(sign, token.start, following.end)
