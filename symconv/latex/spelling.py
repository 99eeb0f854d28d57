r"""How single signs and names are spelled in TeX: relations, connectives, operators, names.

*Why data.* The reader maps these spellings back; a table can be compared with it in a test.
"""

from __future__ import annotations

from fractions import Fraction

from symconv.errors import DialectError
from symconv.notation import Name, name

RELATIONS = {
    "=": "=",
    ":=": ":=",
    "!=": r"\neq",
    "<": "<",
    "<=": r"\leq",
    ">": ">",
    ">=": r"\geq",
    "~": r"\approx",
    "==": r"\equiv",
    "->": r"\to",
    "in": r"\in",
    "notin": r"\notin",
    "sub": r"\subset",
    "sube": r"\subseteq",
    "mid": r"\mid",
}
CONNECTIVES = {
    "and": r"\wedge",
    "or": r"\vee",
    "implies": r"\Rightarrow",
    "iff": r"\Leftrightarrow",
}
QUANTIFIERS = {"forall": r"\forall", "exists": r"\exists"}
PRODUCTS = {
    "": " ",
    "cdot": r" \cdot ",
    "times": r" \times ",
    "ast": " * ",
    "otimes": r" \otimes ",
    "odot": r" \odot ",
    "circ": r" \circ ",
}
BIG_OPERATORS = {
    "sum": r"\sum",
    "prod": r"\prod",
    "max": r"\max",
    "min": r"\min",
    "sup": r"\sup",
    "inf": r"\inf",
    "argmax": r"\operatorname*{argmax}",
    "argmin": r"\operatorname*{argmin}",
    "bigcup": r"\bigcup",
    "bigcap": r"\bigcap",
}
FENCES = {
    "floor": (r"\left\lfloor ", r" \right\rfloor"),
    "ceil": (r"\left\lceil ", r" \right\rceil"),
    "abs": (r"\left\lvert ", r" \right\rvert"),
}
FUNCTION_COMMANDS = frozenset("max min sup inf exp log sin cos tan sinh cosh tanh gcd det".split())
RESERVED_WORDS = frozenset(
    "mod argmax argmin if for when where whenever otherwise else elsewhere ow".split()
)


def symbol(symbol_name: Name) -> str:
    r"""Return the TeX of a name; raise DialectError if the text would not read back as it.

    >>> symbol(Name("W", label="out")), symbol(Name("d"))
    ('W_{\\mathrm{out}}', '\\mathrm{d}')
    """
    bare = not symbol_name.accent and not symbol_name.font
    if symbol_name.base == "e" and bare:
        raise DialectError("e is reserved for the exponential", remedy="use exp, or another letter")
    if symbol_name.base in RESERVED_WORDS:
        raise DialectError(
            f"{symbol_name.base} is a word of the dialect", remedy="choose another name"
        )
    text = symbol_name.latex
    if symbol_name.base == "d" and bare:  # an italic d is a differential to many readers
        text = r"\mathrm{d}" + text[1:]
    if name(text) != symbol_name:
        raise DialectError(f"the name {symbol_name!r} has no spelling")
    return text


def function(function_name: Name) -> str:
    r"""Return the TeX of a name in front of its arguments.

    >>> function(Name("max")), function(Name("relu")), function(Name("sigma"))
    ('\\max', '\\operatorname{relu}', '\\sigma')
    """
    if function_name.base in FUNCTION_COMMANDS and function_name == Name(function_name.base):
        return "\\" + function_name.base
    text = symbol(function_name)
    base = function_name.base
    return text.replace(rf"\mathrm{{{base}}}", rf"\operatorname{{{base}}}", 1)


def decimal(value: Fraction) -> str:
    """Return the digits of a terminating decimal, exactly.

    >>> decimal(Fraction(1, 40)), decimal(Fraction(12))
    ('0.025', '12')
    """
    if value.denominator == 1:
        return str(value.numerator)
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str((value * 10**places).numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"
