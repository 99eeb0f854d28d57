r"""Activations of units, by name.

*Defines* `ACTIVATIONS` and `of_question`. A step unit answers 1 at 0 or above, a strict one above 0
alone; a sign unit answers -1 where a step unit answers 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symconv.proof.exact_numbers import Exact
from symconv.sheets.given import Given

ACTIVATIONS: Mapping[str, Callable[[Exact], Exact]] = {
    "linear": lambda z: z,
    "relu": lambda z: max(0, z),
    "square": lambda z: z * z,
    "abs": lambda z: max(z, -z),
    "step": lambda z: int(z >= 0),
    "strict step": lambda z: int(z > 0),
    "sign": lambda z: 1 if z >= 0 else -1,
    "strict sign": lambda z: 1 if z > 0 else -1,
}
STEPS = {">=": "step", ">": "strict step"}
OTHER_SIDE = {
    "step": "strict step",
    "strict step": "step",
    "sign": "strict sign",
    "strict sign": "sign",
}
WORDS = {
    "linear": "linear",
    "relu": "rectified",
    "square": "squared",
    "abs": "absolute value",
    "step": "threshold",
    "strict step": "strict threshold",
    "sign": "sign",
    "strict sign": "strict sign",
}


def of_question(given: Mapping[str, Given]) -> tuple[str, str]:
    """Return the activations of the hidden units and of the output that a question asks for.

    >>> of_question({"activation": "threshold", "rule": ">"})
    ('strict step', 'strict step')
    >>> of_question({})
    ('relu', 'linear')
    """
    step = STEPS.get(str(given.get("rule", ">=")), "step")
    named = str(given.get("activation", "relu"))
    return (step, step) if named == "threshold" else (named, "linear")
