"""Wrong and right counts of what pairwise distances cost, in numbers and in letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shared import Family, Mutant, Rewriting, changed, write

THEOREM = "pairwise_distances"
S, A, TWO, ONE, NO = NAMES = (
    r"\sigma",
    r"\alpha",
    r"m_{\mathrm{two}}",
    r"m_{\mathrm{one}}",
    r"m_{\mathrm{no}}",
)
LETTERS = (("N", "M", "p"), ("T", "N", "P"), ("a", "b", "c"))
NUMBERS = ((2, 4, 3), (3, 5, 2), (4, 7, 5), (5, 3, 8))
ALSO = {
    "test-ignored": {"factor-missing", "loops-off-by-one"},
    "train-ignored": {"factor-missing", "loops-off-by-one"},
    "features-ignored": {"factor-missing"},
    "additions-miscounted": {"term-missing"},
    "loops-off-by-one": {"factor-missing", "train-ignored", "test-ignored"},
    "cross-terms-missing": {"term-missing"},
    "factor-two": {"slip"},
    "sign": {"additions-miscounted", "factor-two"},
}


def counts(n: str, m: str, p: str, metric: str) -> dict[str, str]:
    """Return the right counts as products."""
    no = f"{n} + {m} + {n} {m}" if metric == "L2" else f"{n} {m} {p}"
    return dict(zip(NAMES, (f"{n} {m} {p}", f"{n} {m} ({p} - 1)", p, f"{m} {p}", no), strict=True))


def mistakes(n: str, m: str, p: str, metric: str) -> list[tuple[str, dict[str, str]]]:
    """Return what is counted wrongly, by its name; the empty name stands in no table."""
    found = [
        ("features-ignored", {S: f"{n} {m}"}), ("test-ignored", {S: f"{m} {p}"}), ("train-ignored", {S: f"{n} {p}"}),  # noqa: E501
        ("additions-miscounted", {A: f"{n} {m} {p}"}), ("additions-miscounted", {A: f"{n} {m} {p} - 1"}),  # noqa: E501
        ("test-train-swapped", {ONE: f"{n} {p}"}), ("features-ignored", {ONE: m}), ("train-ignored", {ONE: p}),  # noqa: E501
        ("loops-off-by-one", {TWO: f"{m} {p}"}), ("result-counted", {TWO: f"{p} + {n} {m}"}),
        ("result-counted", {ONE: f"{m} {p} + {n} {m}"}), ("factor-two", {S: f"2 {n} {m} {p}"}),
        ("results-exchanged", {S: f"{n} {m} ({p} - 1)", A: f"{n} {m} {p}"}), ("", {S: f"{n} {m} {p}^2 + 1"}),  # noqa: E501
        ("", {TWO: f"{p} + 7"}), ("sign", {A: f"{n} {m} ({p} + 1)"}),
    ]  # fmt: skip
    if metric == "L1":
        return [
            *found, ("metric-confused", {NO: f"{n} + {m} + {n} {m}"}), ("features-ignored", {NO: f"{n} {m}"}),  # noqa: E501
            ("train-ignored", {NO: f"{n} {p}"}), ("test-ignored", {NO: f"{m} {p}"}), ("result-counted", {NO: f"{n} {m} {p} + {n} {m}"}),  # noqa: E501
        ]  # fmt: skip
    return [
        *found, ("metric-confused", {NO: f"{n} {m} {p}"}), ("cross-terms-missing", {NO: f"{n} + {m}"}),  # noqa: E501
        ("squares-missing", {NO: f"{n} {m}"}), ("result-counted", {NO: f"{n} + {m} + 2 {n} {m}"}),
    ]  # fmt: skip


def given_for(metric: str, letters: tuple[object, object, object]) -> dict[str, object]:
    """Return the givens of a question."""
    return {
        "metric": metric,
        **dict(zip(("num_test", "num_train", "features"), letters, strict=True)),
    }


def wrong_ones() -> Iterator[Mutant]:
    """One or two of the counts wrong; in numbers, a slip is another explanation of some."""
    for metric in ("L1", "L2"):
        for letters in LETTERS:
            right = counts(*letters, metric)
            for mutant in _changed(given_for(metric, letters), right, mistakes(*letters, metric)):  # noqa: UP028
                yield mutant
        for numbers in NUMBERS:
            texts = tuple(map(str, numbers))
            right = worked_out(counts(*texts, metric))  # type: ignore[arg-type]
            wrong = [(k, worked_out(lines)) for k, lines in mistakes(*texts, metric)]  # type: ignore[arg-type]
            wrong = [(k, lines) for k, lines in wrong if {**right, **lines} != right]
            yield from _changed(given_for(metric, numbers), right, wrong)


def _changed(
    given: Mapping[str, object], right: Mapping[str, str], wrong: list[tuple[str, dict[str, str]]]
) -> Iterator[Mutant]:
    for mutant in changed(THEOREM, given, right, wrong, ALSO):
        yield mutant if mutant.kind else Mutant(THEOREM, given, "none", frozenset(), mutant.answer)


def worked_out(lines: Mapping[str, str]) -> dict[str, str]:
    """Return the values of products of numbers that stand side by side."""
    python = {k: v.replace("^", "**").replace(" (", "*(") for k, v in lines.items()}
    return {k: str(eval(_starred(v))) for k, v in python.items()}  # noqa: RUF100, S307


def _starred(text: str) -> str:
    words = text.split()
    out = words[:1]
    for before, word in zip(words, words[1:], strict=False):  # noqa: RUF007
        both = before[-1].isdigit() and word[0].isdigit()
        out.append(f"*{word}" if both else word)
    return "".join(out)


def right_ones() -> Iterator[Rewriting]:
    """Products in any order, their values, names in words."""
    for metric in ("L1", "L2"):
        for n, m, p in LETTERS:
            given = given_for(metric, (n, m, p))
            right = counts(n, m, p, metric)
            yield Rewriting(THEOREM, given, "letters", write(right))
            other = {S: f"{p} {m} {n}", A: f"{n} {m} {p} - {n} {m}", ONE: rf"{p} \cdot {m}"}
            yield Rewriting(THEOREM, given, "other order", write({**right, **other}))
            boxed = {k: rf"\boxed{{{v}}}" for k, v in right.items()}
            yield Rewriting(THEOREM, given, "boxed", write(boxed))
            sums = {S: rf"\sum_{{i=1}}^{{{n}}} {m} {p}", ONE: rf"\frac{{2 {m} {p}}}{{2}}"}
            yield Rewriting(THEOREM, given, "sums", write({**right, **sums}))
            yield Rewriting(THEOREM, given, "words", in_words(right))
        for n, m, p in NUMBERS:
            given = given_for(metric, (n, m, p))
            lines = worked_out(counts(str(n), str(m), str(p), metric))
            yield Rewriting(THEOREM, given, "numbers", write(lines))
            yield Rewriting(THEOREM, given, "words", in_words(lines))


def in_words(lines: Mapping[str, str]) -> str:
    """Write the counts in a sentence each."""
    return (
        f"There are ${lines[S]}$ subtractions and ${lines[A]}$ additions. With two loops the "
        f"program holds ${lines[TWO]}$ numbers, with one loop ${lines[ONE]}$ and with no loop "
        f"${lines[NO]}$."
    )


FAMILIES = {THEOREM: Family(wrong_ones, right_ones)}
