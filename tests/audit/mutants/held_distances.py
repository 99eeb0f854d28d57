"""What three programs for pairwise distances cost, miscounted."""

from __future__ import annotations

from collections.abc import Iterator

from apart import right, wrong
from shared import Family, Mutant, Rewriting

NAMES = {
    "features ignored": "features-ignored",
    "test rows ignored": "num-test-ignored test-ignored factor-two",
    "train rows ignored": "num-train-ignored train-ignored",
    "an addition per term": "additions-miscounted",
    "one addition fewer in all": "additions-miscounted",
    "pairs of all rows": "sum-for-product",
    "unordered pairs": "factor-two test-ignored",
    "both added": "additions-miscounted slip",
    "one entry for two loops": "features-ignored loops-off-by-one",
    "a row of distances for one loop": "features-ignored",
    "test rows for one loop": "test-train-swapped",
    "result for no loop": "features-ignored result-counted",
    "arrays for no loop": "sum-for-product slip",
    "same memory": "loops-off-by-one",
    "memory in the other order": "results-exchanged",
    "two features fewer": "additions-miscounted off-by-one features-off-by-one factor-two slip",
    "squares too": "metric-confused factor-two",
    "one addition fewer, once": "additions-miscounted slip",
}
NUMBERS = ((2, 4, 3), (5, 8, 6), (3, 10, 8))
LETTERS = {"metric": "L1", "num_test": "N", "num_train": "M", "features": "p"}
SUBJECTS = (r"\sigma", r"\alpha", r"m_{\mathrm{two}}", r"m_{\mathrm{one}}", r"m_{\mathrm{no}}")
Counts = tuple[object, object, object, object, object]


def table(counts: Counts) -> str:
    return "\n".join(f"- ${s} = {c}$" for s, c in zip(SUBJECTS, counts, strict=True))


def sentence(counts: Counts) -> str:
    said = [f"${s} = {c}$" for s, c in zip(SUBJECTS, counts, strict=True)]
    return "We need " + ", ".join(said[:4]) + " and " + said[4] + "."


def mistakes(n: int, m: int, p: int) -> Iterator[tuple[str, Counts]]:
    s, a, two, one, no = n * m * p, n * m * (p - 1), p, m * p, n * m * p
    yield "features ignored", (n * m, a, two, one, no)
    yield "test rows ignored", (m * p, m * (p - 1), two, one, no)
    yield "train rows ignored", (n * p, n * (p - 1), two, one, no)
    yield "an addition per term", (s, s, two, one, no)
    yield "one addition fewer in all", (s, s - 1, two, one, no)
    yield "pairs of all rows", ((n + m) * p, (n + m) * (p - 1), two, one, no)
    yield "unordered pairs", (s // 2, a // 2, two, one, no)
    yield "both added", (s + a, a, two, one, no)
    yield "one entry for two loops", (s, a, 1, one, no)
    yield "a row of distances for one loop", (s, a, two, m, no)
    yield "test rows for one loop", (s, a, two, n * p, no)
    yield "result for no loop", (s, a, two, one, n * m)
    yield "arrays for no loop", (s, a, two, one, (n + m) * p)
    yield "same memory", (s, a, no, no, no)
    yield "memory in the other order", (s, a, no, one, two)
    yield "two features fewer", (s, n * m * (p - 2), two, one, no)
    yield "squares too", (2 * s, a, two, one, no)


def mutants() -> Iterator[Mutant]:
    for n, m, p in NUMBERS:
        given = {"metric": "L1", "num_test": n, "num_train": m, "features": p}
        truth = (n * m * p, n * m * (p - 1), p, m * p, n * m * p)
        for place, (kind, counts) in enumerate(mistakes(n, m, p)):
            if counts != truth:
                answer = (table, sentence)[place % 2](counts)
                yield from wrong("pairwise_distances", given, NAMES, (kind, answer))
    s, a, one = "N M p", "N M (p - 1)", "M p"
    yield from wrong(
        "pairwise_distances", LETTERS, NAMES,
        ("features ignored", table(("N M", a, "p", one, s))),
        ("an addition per term", table((s, s, "p", one, s))),
        ("one addition fewer in all", table((s, "N M p - 1", "p", one, s))),
        ("test rows for one loop", table((s, a, "p", "N p", s))),
        ("result for no loop", table((s, a, "p", one, "N M"))),
        ("pairs of all rows", table(("(N + M) p", "(N + M) (p - 1)", "p", one, s))),
        ("unordered pairs", table((r"\frac{N M p}{2}", r"\frac{N M (p - 1)}{2}", "p", one, s))),
        ("one addition fewer, once", table((s, "(N M - 1) p", "p", one, s))),
    )  # fmt: skip


def rewritings() -> Iterator[Rewriting]:
    for n, m, p in NUMBERS:
        given = {"metric": "L1", "num_test": n, "num_train": m, "features": p}
        truth = (n * m * p, n * m * (p - 1), p, m * p, n * m * p)
        worked = (
            rf"{n} \cdot {m} \cdot {p} = {truth[0]}", rf"{n} \cdot {m} \cdot {p - 1} = {truth[1]}", p,  # noqa: E501
            rf"{m} \times {p} = {truth[3]}", rf"{n} \times {m} \times {p} = {truth[4]}",
        )  # fmt: skip
        yield from right("pairwise_distances", given, table(truth), sentence(truth), table(worked))
    yield from right(
        "pairwise_distances", LETTERS,
        table(("N M p", "N M (p - 1)", "p", "M p", "N M p")),
        sentence(("p M N", "N M p - N M", "p", "p M", r"N \cdot M \cdot p")),
        table((r"\sum_{i=1}^{N} \sum_{j=1}^{M} p = N M p", "(p - 1) N M", "p", "M p", "N (M p)")),
    )  # fmt: skip


FAMILIES = {"pairwise_distances": Family(mutants, rewritings)}
