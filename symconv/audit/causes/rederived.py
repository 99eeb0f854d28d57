r"""Matrices of taps with a wrong parameter: the theorem is applied again.

*Defines* `rederived_variants`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symconv.audit.causes.letters import DEFAULTS, WORDS
from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.question import Question, ask
from symconv.errors import SymconvError
from symconv.sheets.given import Given

THEOREMS = frozenset({"conv_matrix", "conv_transpose_matrix"})


def rederived_variants(question: Question) -> Iterator[Variant]:
    """Yield the matrix that each wrong parameter leads to."""
    if question.ask not in THEOREMS:
        return
    for mistake, given in _givens(question.given):
        try:
            found = ask(question.ask, given)
        except SymconvError:
            continue
        trees = dict(enumerate(found.trees))
        yield Variant((mistake,), trees, question.points)


def _givens(given: Mapping[str, Given]) -> Iterator[tuple[Mistake, dict[str, Given]]]:
    present = [k for k in DEFAULTS if k in given and given[k] != DEFAULTS[k]]
    for key in present:
        sentence = f"{WORDS[key]} was ignored ({DEFAULTS[key]} in its place)"
        name = f"{key.replace('_', '-')}-ignored"
        yield Mistake(name, sentence), {**given, key: DEFAULTS[key]}
    if len(present) > 1:
        said = ", ".join(WORDS[key] for key in present)
        everything = {**given, **{key: DEFAULTS[key] for key in present}}
        yield Mistake("params-ignored", f"{said} were ignored"), everything
    for key in ("kernel_size", "stride", "padding", "dilation"):
        value = given.get(key)
        for step in (1, -1):
            if isinstance(value, int) and value + step >= DEFAULTS.get(key, 1):
                size = "large" if step > 0 else "small"
                name = f"{key.replace('_', '-')}-off-by-one"
                sentence = f"{WORDS[key]} was taken one too {size}"
                yield Mistake(name, sentence, 2), {**given, key: value + step}
    stride, padding = given.get("stride", 1), given.get("padding", 0)
    if isinstance(padding, int) and padding > 0:
        swapped = {**given, "stride": padding, "padding": stride}
        yield Mistake("stride-padding-swapped", "the stride and the padding were swapped"), swapped
        twice = Mistake("padding-twice", "the padding was applied twice")
        yield twice, {**given, "padding": 2 * padding}
