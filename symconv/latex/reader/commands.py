"""The commands that the reader knows, and the nearest of them to one that it does not."""

from __future__ import annotations

import difflib

from symconv.notation import ACCENTS, FONTS, GREEK

INNER = frozenset(
    r"""frac binom sqrt begin end sum prod max min sup inf lim infty text underbrace boxed lfloor
    rfloor lceil rceil lvert rvert lVert rVert left right mathbb mathrm operatorname dots cdots
    vdots ddots cdot times ast otimes odot circ div bmod mod pmod le ge ne approx equiv to in notin
    subset subseteq mid wedge vee neg Rightarrow Leftrightarrow forall exists exp log sin cos tan
    tanh sinh cosh gcd det top bigcup bigcap emptyset quad tag partial hat bar tilde nmid argmin
    argmax
    middle substack prime mathit mathsf mathtt""".split()
)
KNOWN = sorted(INNER | GREEK | FONTS | ACCENTS)
KNOWN_SET = frozenset(KNOWN)


def nearest_command(text: str) -> str | None:
    r"""Return None for a known command or a sign; else the nearest known one, or the empty string.

    >>> nearest_command(r"\frc"), nearest_command(r"\frac"), nearest_command(r"\qqqqq")
    ('\\frac', None, '')
    """
    word = text[1:]
    if text[:1] != "\\" or not word.isalpha() or word in KNOWN_SET:
        return None
    near = difflib.get_close_matches(word[:20], KNOWN, n=1)
    return "\\" + near[0] if near else ""
