"""Elements of MathML for the formulas of questions."""

from __future__ import annotations

from html import escape

from symconv.latex.inline import math_commands as known


def grouped(parts: list[str]) -> str:
    """Return elements as one."""
    return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"


def operator(char: str, attributes: str = "") -> str:
    """Return a sign."""
    return f"<mo{attributes}>{escape(char)}</mo>"


def big_sign(token: str) -> str:
    """Return a large operator, or the name of one such as ``max``."""
    sign = known.BIG[token]
    return f"<mi>{sign}</mi>" if sign.isascii() else operator(sign)


def with_scripts(base: str, below: str, above: str, *, big: bool) -> str:
    """Return a base with its scripts, above and below it if it is a large operator."""
    if big and (below or above):
        if below and above:
            return f"<munderover>{base}{below}{above}</munderover>"
        return f"<munder>{base}{below}</munder>" if below else f"<mover>{base}{above}</mover>"
    if below and above:
        return f"<msubsup>{base}{below}{above}</msubsup>"
    if below:
        return f"<msub>{base}{below}</msub>"
    return f"<msup>{base}{above}</msup>" if above else base
