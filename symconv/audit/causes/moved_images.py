r"""Mistakes about a normalisation that commutes with translations of images on a circle.

*Defines* `translation_variants`. Right is :math:`z'_{n, c, h, w} = z_{n, c, (h - a) \bmod H,
(w - b) \bmod W}`: the moved image, normalised per channel, is the normalised one, moved.
"""

from __future__ import annotations

from collections.abc import Iterator

from symconv.audit.causes.mistake import Mistake, Variant
from symconv.audit.causes.question import Question
from symconv.proof.author import statement

ROW, COLUMN = r"\left(h - a\right) \bmod H", r"\left(w - b\right) \bmod W"
WORDS = {
    "sign": "was moved the other way",
    "remainder-forgotten": "leaves the circle: the remainder was not taken",
    "shift-forgotten": "was not moved",
    "quotient-for-remainder": "is the quotient, not the remainder",
    "remainder-of-negative": "is the remainder of the negated number",
}


def translation_variants(question: Question) -> Iterator[Variant]:
    """Yield what the moved and normalised image would be after one mistake."""
    if question.ask != "batch_norm_like_conv":
        return
    for mistake, latex in (*_places(), *_values()):
        tree = statement(latex, question.derivation.symbols)
        yield Variant((mistake,), {0: tree}, question.points)


def _at(row: str = ROW, column: str = COLUMN, tensor: str = "z") -> str:
    return f"{tensor}_{{n, c, {row}, {column}}}"


def _axis(i: str, shift: str, size: str) -> dict[str, str]:
    """Return a place along one axis after each mistake."""
    return {
        "sign": rf"\left({i} + {shift}\right) \bmod {size}",
        "remainder-forgotten": f"{i} - {shift}",
        "shift-forgotten": i,
        "quotient-for-remainder": rf"\left\lfloor \frac{{{i} - {shift}}}{{{size}}} \right\rfloor",
        "remainder-of-negative": rf"\left({shift} - {i}\right) \bmod {size}",
    }


def _places() -> Iterator[tuple[Mistake, str]]:
    """Yield mistakes about which pixel it is, along one axis or both."""
    rows, columns = _axis("h", "a", "H"), _axis("w", "b", "W")
    for name, words in WORDS.items():
        yield Mistake(name, f"each index {words}"), _at(rows[name], columns[name])
        yield Mistake(name, f"the row {words}"), _at(row=rows[name])
        yield Mistake(name, f"the column {words}"), _at(column=columns[name])
    by = (r"\left(h - b\right) \bmod H", r"\left(w - a\right) \bmod W")
    yield Mistake("shifts-swapped", "the shifts a and b were swapped"), _at(*by)
    of = (r"\left(h - a\right) \bmod W", r"\left(w - b\right) \bmod H")
    yield Mistake("height-width-swapped", "H and W were swapped"), _at(*of)
    yield Mistake("input-transposed", "rows and columns were swapped"), _at(COLUMN, ROW)


def _values() -> Iterator[tuple[Mistake, str]]:
    """Yield mistakes about what the layer does."""
    for tensor, name, sentence in (
        ("y", "wrong-axes", "one mean and one deviation were taken for the whole batch"),
        ("x", "not-normalised", "the image was moved and not normalised"),
        ("z'", "moved-twice", "the image was moved twice"),
    ):
        yield Mistake(name, sentence), _at(tensor=tensor)
    moved = _at(tensor="x")
    apart, scale = rf"{moved} - \mu'_{{c}}", "s'_{c}"
    added = rf"\left({moved} + \mu'_{{c}}\right) {scale}"
    for name, sentence, latex in (
        ("mean-not-subtracted", "the mean was not subtracted", f"{moved} {scale}"),
        ("deviation-forgotten", "the deviation was not divided by", apart),
        ("sign", "the mean was added, not subtracted", added),
        ("reciprocal", "the deviation was multiplied by", rf"\frac{{{apart}}}{{{scale}}}"),
    ):
        yield Mistake(name, sentence), latex
