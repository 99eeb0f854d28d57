r"""Mistakes with the bias in a proof: left out of all sums, or counted once where rows are added.

*Defines* `without_bias` and `forgets_a_bias`, and the two mistakes. The sum of the rows (1, 0) and
(0, 1) is :math:`w_1 + w_2 + 2 b`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from symconv.audit.causes.mistake import Mistake
from symconv.audit.judge.affine.forms import Affine
from symconv.audit.judge.affine.systems import Condition
from symconv.audit.judge.arguments.argument import Argument
from symconv.audit.judge.arguments.lines import Line

FORGOTTEN = Mistake("bias-forgotten", "the bias was left out of the sums", 2)
ONCE = Mistake("bias-once", "the bias was counted once in a sum of several rows", 3)


def without_bias(lines: Sequence[Line]) -> dict[int, Condition]:
    """Return the conditions on weights without a bias, with the bias that their sums have."""
    found = {}
    for i, line in enumerate(lines):
        form = line.condition.form
        factors = set(form.terms.values())
        if "b" not in form.terms and len(factors) == 1:
            with_bias = form.plus(Affine({"b": factors.pop()}))
            found[i] = Condition(with_bias, line.condition.sign)
    return found


def forgets_a_bias(lines: Sequence[Line], argument: Argument) -> bool:
    """Whether a line equates a sum with several biases and the same sum with one.

    It does not count where another line says what the bias is.
    """
    known = [line for line in lines if set(line.condition.form.terms) == {"b"}]
    return any(
        _counts_once(line) and (i in argument.false or known == [line])
        for i, line in enumerate(lines)
    )


def _counts_once(line: Line) -> bool:
    if line.condition.sign != "=" or len(line.sums) != 2:
        return False
    left, right = (reduce(Affine.plus, side, Affine()) for side in line.sums)
    off = left.minus(right)
    biases = sorted((left.terms.get("b", Fraction(0)), right.terms.get("b", Fraction(0))))
    weights = [key for key in left.terms if key != "b"]
    only = set(off.terms) == {"b"} and not off.constant
    return only and len(weights) > 1 and biases[0] == 1 and biases[1].denominator == 1
