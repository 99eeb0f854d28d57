r"""Sums of words in matrices: the normal form of matrix expressions whose letters do not commute.

*Defines* `Words` (a matrix expression with its sizes), its arithmetic, `rules_from` and `normal`.

*Notation.* A word is a product of letters, each a named matrix or its transpose; a vector is a
matrix with one column. Coefficients are polynomials in named scalars (`named_polynomial`). The
empty word is the number 1. Sizes are texts: two sizes are equal when they are spelled alike.

*Normal form.* Products are multiplied out, transposes pushed to the letters,
:math:`(AB)^\top = B^\top A^\top`, like words collected. A word of size 1 × 1 equals its transpose;
the smaller of the two stands for both. An equation that is known becomes a rule from its largest
word to the rest; words are ordered by length, then alphabetically, so every rule makes words
smaller and rewriting ends. Equal normal forms are equal for all matrices that satisfy the
equations; the converse is not claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from symconv.algebra.named_polynomial import NoValue, Polynomial, Scalar, divided, times, total

Letter = tuple[str, bool]
"""A name, and whether it is transposed."""
Word = tuple[Letter, ...]
Rules = Mapping[Word, "Words"]

WORD_LIMIT, REWRITE_LIMIT = 2000, 10_000


@dataclass(frozen=True)
class Words:
    """A matrix expression: its sizes and the coefficient of each word, none of them 0."""

    rows: str
    columns: str
    terms: Mapping[Word, Scalar]

    @property
    def is_scalar(self) -> bool:
        """Whether it is a polynomial in scalars alone."""
        return self.rows == self.columns == "1" and self.terms.keys() <= {()}


def letter(name: str, rows: str, columns: str) -> Words:
    """Return a named matrix."""
    return Words(rows, columns, {((name, False),): 1})


def scalar(value: Scalar) -> Words:
    """Return a polynomial in scalars."""
    return _collected("1", "1", [((), value)])


def add(parts: Sequence[Words]) -> Words:
    """Add expressions of one size; raise NoValue for different sizes. The number 0 has any size."""
    kept = [p for p in parts if p.terms or not p.is_scalar] or list(parts[:1])
    if any((p.rows, p.columns) != (kept[0].rows, kept[0].columns) for p in kept):
        raise NoValue("a sum of matrices of different sizes")
    return _collected(kept[0].rows, kept[0].columns, (t for p in kept for t in p.terms.items()))


def multiply(a: Words, b: Words) -> Words:
    """Multiply; a polynomial in scalars scales. Raise NoValue for sizes that do not fit.

    >>> x = letter("x", "n", "1")
    >>> multiply(transposed(x), x).terms
    {(('x', True), ('x', False)): 1}
    """
    if b.is_scalar and not a.is_scalar:
        a, b = b, a
    if not a.is_scalar and a.columns != b.rows:
        raise NoValue(f"a product of matrices with {a.columns} columns and {b.rows} rows")
    if len(a.terms) * len(b.terms) > WORD_LIMIT:
        raise NoValue("a product with too many words")
    pairs = ((u + v, times(c, e)) for u, c in a.terms.items() for v, e in b.terms.items())
    rows, columns = (b.rows, b.columns) if a.is_scalar else (a.rows, b.columns)
    return _collected(rows, columns, pairs)


def transposed(a: Words) -> Words:
    """Return the transpose."""
    pairs = ((_flipped(word), c) for word, c in a.terms.items())
    return _collected(a.columns, a.rows, pairs)


def rules_from(left: Words, right: Words) -> dict[Word, Words]:
    """Return the rules that an equation gives: for its largest word, and the transposed rule.

    There are none when the coefficient of the largest word is not a number.

    >>> u, v = letter("u", "n", "1"), letter("v", "n", "1")
    >>> sorted(rules_from(u, v))
    [(('v', False),), (('v', True),)]
    """
    difference = add([left, multiply(scalar(-1), right)])
    words = sorted(difference.terms, key=_order)
    if not words or not words[-1]:
        return {}
    *_, largest = words
    factor = difference.terms[largest]
    if isinstance(factor, Polynomial):
        return {}
    rest = _collected(
        difference.rows,
        difference.columns,
        ((w, divided(times(-1, c), factor)) for w, c in difference.terms.items() if w != largest),
    )
    flipped = transposed(rest)
    found = {largest: rest}
    if all(_order(w) < _order(_flipped(largest)) for w in flipped.terms):
        found.setdefault(_flipped(largest), flipped)
    return found


def normal(a: Words, rules: Rules) -> Words:
    """Rewrite every word by the rules until none applies, and join 1 × 1 words with transposes."""
    for _ in range(REWRITE_LIMIT):
        step = next((s for w in a.terms if (s := _rewritten(w, rules)) is not None), None)
        if step is None:
            return _symmetric(a)
        word, replacement = step
        rest = [(w, c) for w, c in a.terms.items() if w != word]
        scaled = [(w, times(a.terms[word], c)) for w, c in replacement]
        a = _collected(a.rows, a.columns, [*rest, *scaled])
    raise NoValue("rewriting takes too long")


def _rewritten(word: Word, rules: Rules) -> tuple[Word, list[tuple[Word, Scalar]]] | None:
    for found, rest in rules.items():
        size = len(found)
        for at in range(len(word) - size + 1):
            if word[at : at + size] == found:
                before, after = word[:at], word[at + size :]
                return word, [(before + w + after, c) for w, c in rest.terms.items()]
    return None


def _symmetric(a: Words) -> Words:
    if (a.rows, a.columns) != ("1", "1"):
        return a
    pairs = ((min(w, _flipped(w)), c) for w, c in a.terms.items())
    return _collected("1", "1", pairs)


def _flipped(word: Word) -> Word:
    return tuple((name, not over) for name, over in reversed(word))


def _order(word: Word) -> tuple[int, Word]:
    return len(word), word


def _collected(rows: str, columns: str, pairs: Iterable[tuple[Word, Scalar]]) -> Words:
    terms: dict[Word, list[Scalar]] = {}
    for word, coefficient in pairs:
        terms.setdefault(word, []).append(coefficient)
    summed = {word: total(found) for word, found in terms.items()}
    return Words(rows, columns, {word: c for word, c in summed.items() if c != 0})
