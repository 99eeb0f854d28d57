r"""What to look at again, without the answer.

*Defines* `hint_for`. A hint names the place of the mistake and not what belongs there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symconv.audit.causes.mistake import Mistake

HINTS: Mapping[str, str] = {
    "params": "which of the given parameters does your result depend on?",
    "stride": "how does the stride enter?",
    "padding": "on how many sides is the padding, and how often does it enter?",
    "dilation": "how far apart are the taps of the kernel?",
    "dilated": "over how many samples does a dilated kernel reach?",
    "kernel": "look at the kernel: its size, its order, its orientation",
    "floor": "what if the division leaves a remainder?",
    "ceil": "what happens to the samples that do not fill a window?",
    "one": "count the positions of the window, the first one included",
    "remainder": "is it the quotient or the remainder?",
    "bias": "how many biases does a layer have?",
    "groups": "how many channels does one filter of a group see?",
    "channels": "how many channels come in, and how many go out?",
    "square": "in how many directions does the kernel extend?",
    "additions": "how many additions does a sum of q products take?",
    "mac": "what is counted as one operation?",
    "positions": "for how many positions is this computed?",
    "transposed": "what does a transposed convolution do to its input, unit by unit?",
    "local": "which inputs does the last layer depend on?",
    "jump": "how far apart are neighbouring units of this layer, in pixels of the input?",
    "strides": "how far apart are neighbouring units of this layer, in pixels of the input?",
    "field": "how large is the field of a single pixel?",
    "layer": "which layer does each number belong to?",
    "matrix": "which index is that of the row?",
    "column": "in which order is an array flattened?",
    "sign": "check the signs",
    "slip": "one entry is wrong, all others are right",
    "height": "which axis comes first?",
}


def hint_for(mistakes: Sequence[Mistake]) -> str:
    """Return the hint for the first of some mistakes; empty if there is none.

    >>> hint_for([Mistake("stride-ignored", "")])
    'how does the stride enter?'
    """
    words = [word for mistake in mistakes for word in mistake.name.split("-")]
    return next((HINTS[word] for word in words if word in HINTS), "")
