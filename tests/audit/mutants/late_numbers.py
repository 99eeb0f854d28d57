"""Mutants of gradients and distances, by plain arithmetic and by torch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shared import Mutant, Rewriting, changed, write

Wrong = Sequence[tuple[str, dict[str, str]]]


def distance_mutants() -> Iterator[Mutant]:
    """Counts of subtractions, additions and of the memory of three programs."""
    for t, n, p in ((2, 4, 3), (3, 5, 2), (4, 2, 5), (2, 6, 4)):
        given = {"metric": "L1", "num_test": t, "num_train": n, "features": p}
        right = distances(t, n, p)
        s, a, two, one, none = right
        wrong: Wrong = (
            ("features-ignored", {s: str(t * n)}), ("test-ignored", {s: str(n * p)}), ("train-ignored", {s: str(t * p)}),  # noqa: E501
            ("additions-miscounted", {a: str(t * n * p)}), ("off-by-one", {a: str(t * n * (p - 1) + 1)}),  # noqa: E501
            ("squared", {two: str(p * p + 1)}), ("exchanged", {one: str(t * n * p), none: str(n * p)}), ("test-for-train", {one: str(t * p + n * 7)}),  # noqa: E501
            ("features-ignored", {none: str(t * n)}), ("sign", {s: str(-t * n * p)}),
        )  # fmt: skip
        yield from changed("pairwise_distances", given, right, wrong)


def distances(t: object, n: object, p: object, less: str = "1") -> dict[str, str]:
    """Return the counts as products."""
    names = (r"\sigma", r"\alpha", r"m_{\mathrm{two}}", r"m_{\mathrm{one}}", r"m_{\mathrm{no}}")
    values = (
        rf"{t} \cdot {n} \cdot {p}",
        rf"{t} \cdot {n} \cdot ({p} - {less})",
        f"{p}",
        rf"{n} \cdot {p}",
        rf"{t} \cdot {n} \cdot {p}",
    )
    return dict(zip(names, values, strict=True))


def distance_rewritings() -> Iterator[Rewriting]:
    """Products in any order, or their values."""
    for t, n, p in ((2, 4, 3), (3, 5, 2), (4, 2, 5)):
        given = {"metric": "L1", "num_test": t, "num_train": n, "features": p}
        right = distances(t, n, p)
        values = (t * n * p, t * n * (p - 1), p, n * p, t * n * p)
        numbers = {k: str(v) for k, v in zip(right, values, strict=True)}
        boxed = {k: rf"\boxed{{{v}}}" for k, v in numbers.items()}
        doubled = {k: rf"\frac{{{2 * int(v)}}}{{2}}" for k, v in numbers.items()}
        for form, lines in enumerate((right, numbers, boxed, doubled)):
            yield Rewriting("pairwise_distances", given, f"{form}", write(lines))
