"""Signs that LaTeX has and the dialect has not, with their names for messages."""

from __future__ import annotations

UNSUPPORTED = {
    r"\int": "an integral", r"\iint": "an integral", r"\oint": "an integral", r"\nabla": "nabla",
    r"\pm": "plus or minus", r"\mp": "minus or plus", r"\cup": "a union of two sets",
    r"\cap": "an intersection of two sets", r"\setminus": "a difference of sets",
    r"\oplus": "a direct sum", r"\star": "a star", r"\langle": "angle brackets",
    r"\overbrace": r"\overbrace (\underbrace is read)", r"\leftarrow": "an arrow to the left",
    r"\propto": "proportionality", r"\sim": "a distribution", r"\ll": "much less",
    r"\gg": "much greater", r"\perp": "orthogonality", r"\partial": "a lone differential",
    r"\phantom": "invisible ink", r"\bigoplus": "a direct sum", r"\coprod": "a coproduct",
    r"\triangleq": "a defining equality (:= is read)", r"\stackrel": "a decorated relation",
    r"\overset": "a decorated sign", r"\underset": "a decorated sign", r"\supset": "a superset",
    r"\supseteq": "a superset", r"\ni": "an element on the left", r"\Re": "a real part",
    r"\Im": "an imaginary part", r"\cong": "congruence of figures", r"\bigotimes": "a big product",
    r"\limsup": "an upper limit", r"\liminf": "a lower limit", r"\Pr": "a probability",
    r"\downarrow": "an arrow", r"\uparrow": "an arrow", r"\leftrightarrow": "a double arrow",
    r"\parallel": "parallelism", r"\substack": r"\substack outside a limit",
}  # fmt: skip
