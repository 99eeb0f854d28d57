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
    "sum": "is it a sum, a product or a power?",
    "power": "is it a sum, a product or a power?",
    "base": "how many points of one coordinate have the same value?",
    "dimension": "how many coordinates are there?",
    "layers": "how many layers act, one after the other?",
    "regions": "how many points have the same value?",
    "unit": "which units are open there?",
    "units": "which units are open there?",
    "breakpoint": "where does each unit change its sign?",
    "point": "at which point are the signs of the units taken?",
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
    "terms": "which is the first and which the last term of the sum?",
    "branch": "for which n does each formula hold?",
    "branches": "for which n does each formula hold?",
    "length": "how many samples does each signal have?",
    "ratio": "by what is a sample of the response multiplied to give the next one?",
    "delay": "which samples of the input does the output at n depend on?",
    "end": "what happens behind the last sample of the input?",
    "start": "what is the output before the signals meet?",
    "origin": "at which n does each signal begin?",
    "exponent": "from which n on is the exponent counted?",
    "divisor": "by what is a geometric sum divided?",
    "product": "is this the convolution?",
    "normalised": "what becomes of an image of one brightness?",
    "divided": "what becomes of an image of one brightness?",
    "axis": "are rows and columns treated alike?",
    "centre": "what is the weight of the pixel in the middle?",
    "signs": "check the signs",
    "gate": "write down what your unit answers in every row of the table",
    "activation": "which activation does the question ask for, and where does it stand?",
    "strictness": "what happens exactly at the threshold?",
    "inequality": "on which side of the threshold does each row lie?",
    "table": "compare each condition with its row of the table",
    "row": "which rows of the table did you use?",
    "index": "try the first and the last index",
    "order": "what does each number belong to?",
}


def hint_for(mistakes: Sequence[Mistake]) -> str:
    """Return the hint for the first of some mistakes; empty if there is none.

    >>> hint_for([Mistake("stride-ignored", "")])
    'how does the stride enter?'
    """
    words = [word for mistake in mistakes for word in mistake.name.split("-")]
    return next((HINTS[word] for word in words if word in HINTS), "")
