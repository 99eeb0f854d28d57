"""Mutants of formulas and numbers: counts of regions, batch norm of Gaussians, distances."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from shared import Mutant, Rewriting, changed, display, tex, write


def region_mutants() -> Iterator[Mutant]:
    """Regions of a layer, of a composition and of a stack, in several letters."""
    for d, n in (("d", "L"), ("D", "L"), ("d", "H"), ("D", "T"), ("d", "R")):
        one = {"dimension": d, "fold": [2, -1]}
        forms = (
            ("factor-missing", f"2 {d}"), ("power-exchanged", f"{d}^2"), ("sign", f"2^{{-{d}}}"),
            ("off-by-one", f"2^{d} - 1"), ("off-by-one", f"2^{d} + 1"), ("factor-two", f"2^{{{d} + 1}}"),  # noqa: E501
            ("factor-two", f"2^{{{d} - 1}}"), ("base", f"3^{d}"), ("constant", "2"), ("factor", f"2^{d} {d}"), ("half", f"2^{{{d}}} / 2"),  # noqa: E501
            ("sum", f"2 + {d}"), ("cube", f"8^{d}"), ("factor", f"3 {d}"), ("power", f"{d}^{d}"), ("off-by-two", f"2^{d} + 2"),  # noqa: E501
            ("both", f"2^{d} + {d}"), ("four", f"4^{d}"),
        )  # fmt: skip
        yield from changed(
            "regions_identified_by_layer", one, {}, [(k, {"N": v}) for k, v in forms]
        )
        deep = {"dimension": d, "layers": n, "fold": [2, -1]}
        forms = (
            ("layers-ignored", f"2^{d}"), ("dimension-ignored", f"2^{n}"), ("sum", f"2^{{{d} + {n}}}"),  # noqa: E501
            ("factor", f"2^{d} {n}"), ("off-by-one", f"2^{{({n} - 1) {d}}}"), ("power", f"2^{{{d}^{n}}}"),  # noqa: E501
            ("product", f"2 {d} {n}"), ("off-by-one", f"2^{{{d} {n}}} - 1"),
        )  # fmt: skip
        yield from changed(
            "regions_identified_by_depth", deep, {}, [(k, {"N": v}) for k, v in forms]
        )
        f, g = f"{d}_{{\\mathrm{{f}}}}", f"{d}_{{\\mathrm{{g}}}}"
        pair = {"outer": f, "inner": g}
        forms = (
            ("sum", f"{f} + {g}"), ("power", f"({f})^{{{g}}}"), ("power", f"({g})^{{{f}}}"), ("outer-only", f),  # noqa: E501
            ("inner-only", g), ("square", f"{f} {g}^2"), ("factor-two", f"2 {f} {g}"), ("off-by-one", f"{f} {g} - 1"),  # noqa: E501
            ("off-by-one", f"{f} {g} + 1"), ("difference", f"{f} - {g}"), ("ratio", f"{f} / {g}"), ("square", f"{f}^2 {g}"),  # noqa: E501
            ("off-by-one", f"({f} - 1) {g}"), ("off-by-one", f"{f} ({g} - 1)"), ("both", f"{f} {g} + {f}"), ("base", f"2^{{{f} {g}}}"),  # noqa: E501  # noqa: E501
        )  # fmt: skip
        yield from changed(
            "regions_identified_by_composition", pair, {}, [(k, {"N": v}) for k, v in forms]
        )


def region_rewritings() -> Iterator[Rewriting]:
    """Right counts of regions."""
    for form in (
        "2^d", r"2^{d}", r"2 \cdot 2^{d - 1}", "2^{d + 1} / 2", r"\frac{4^d}{2^d}", "2^{2 d - d}",
        r"\boxed{2^d}", r"\prod_{i=1}^{d} 2", "2^{d - 1} + 2^{d - 1}", "2^{d + 1} - 2^d",
    ):  # fmt: skip
        given = {"dimension": "d", "fold": [2, -1]}
        yield Rewriting("regions_identified_by_layer", given, form, display(f"N = {form}"))
    for form in (
        "2^{d L}", "2^{L d}", "(2^d)^L", "(2^L)^d", r"2^{L \cdot d}", r"2 \cdot 2^{L d - 1}", r"2^{L d - 1} + 2^{L d - 1}",  # noqa: E501
        r"\boxed{2^{L d}}", "2^{L d + 1} - 2^{L d}", r"\left(2^{d}\right)^{L}",
    ):  # fmt: skip
        given = {"dimension": "d", "layers": "L", "fold": [2, -1]}
        yield Rewriting("regions_identified_by_depth", given, form, display(f"N = {form}"))
    for form in (
        "n_1 n_2", r"n_1 \cdot n_2", r"n_2 \times n_1", "n_2 n_1", r"\frac{2 n_1 n_2}{2}", r"\boxed{n_1 n_2}",  # noqa: E501
        "n_1 (n_2 + 1) - n_1", r"\sum_{i=1}^{n_1} n_2", "(n_1 + 1) n_2 - n_2", "n_1 n_2 + 0",
    ):  # fmt: skip
        given = {"outer": "A", "inner": "B"}
        text = form.replace("n_1", "A").replace("n_2", "B")
        yield Rewriting("regions_identified_by_composition", given, form, display(f"N = {text}"))


def gaussian_mutants() -> Iterator[Mutant]:
    """Batch norm leaves the mean beta and the deviation gamma."""
    for m, s, g, b in ((3, 2, 2, 5), (1, 4, 3, -2), (-2, 3, 5, 4), (6, 5, 4, 1)):
        given = {"mean": m, "deviation": s, "gamma": g, "beta": b}
        right = {r"\mu_{\mathrm{y}}": tex(b), r"\sigma_{\mathrm{y}}": tex(g)}
        mean, dev = right
        wrong = (
            ("not-normalised", {mean: tex(m), dev: tex(s)}), ("zero-mean", {mean: "0"}),
            ("unit", {dev: "1"} if g != 1 else {dev: "7"}), ("results-exchanged", {mean: tex(g), dev: tex(b)}),  # noqa: E501
            ("scaled-only", {dev: tex(g * s)}), ("shifted-only", {mean: tex(m + b)}),
            ("square", {dev: tex(g * g)}), ("divided", {dev: tex(Fraction(g, s))}), ("sign", {mean: tex(-b)}),  # noqa: E501
        )  # fmt: skip
        yield from changed("batch_norm_of_gaussian", given, right, wrong)


def plane_mutants() -> Iterator[Mutant]:
    """The same in the plane, where the correlation stays."""
    for g, h, b, c in ((2, 3, 4, 5), (1, 2, -1, 3), (5, 2, 1, 7), (3, 4, 6, 2), (2, 7, 3, 4)):
        given = {"gamma": [g, h], "beta": [b, c]}
        right = plane(g, h, b, c)
        first, second, one, two, rho = right
        wrong = (
            ("correlation-lost", {rho: "0"}), ("correlation-one", {rho: "1"}), ("square", {one: tex(g * g + 1)}),  # noqa: E501
            ("covariance", {rho: rf"{g * h} \rho"}), ("zero-mean", {first: "0", second: "0"}),
            ("axes-swapped", {first: tex(c), second: tex(b)}), ("sign", {rho: r"-\rho"}), ("swapped", {one: tex(h), two: tex(g)}),  # noqa: E501
        )  # fmt: skip
        yield from changed("batch_norm_of_gaussian_2d", given, right, wrong)


def plane(g: object, h: object, b: object, c: object, rho: str = r"\rho") -> dict[str, str]:
    """Return means, deviations and correlation in the plane."""
    names = (
        r"\mu_{\mathrm{y}}",
        r"\mu'_{\mathrm{y}}",
        r"\sigma_{\mathrm{y}}",
        r"\sigma'_{\mathrm{y}}",
        r"\rho_{\mathrm{y}}",
    )
    return dict(zip(names, (str(b), str(c), str(g), str(h), rho), strict=True))


def gaussian_rewritings() -> Iterator[Rewriting]:
    """Right means and deviations."""
    given = {"mean": 3, "deviation": 2, "gamma": 4, "beta": 5}
    mean, dev = r"\mu_{\mathrm{y}}", r"\sigma_{\mathrm{y}}"
    for b, g in (
        ("5", "4"), ("0 + 5", r"4 \cdot 1"), (r"\frac{10}{2}", r"\frac{8}{2}"), ("5.0", "4.0"), (r"4 \cdot 0 + 5", "4"),  # noqa: E501
        (r"\boxed{5}", r"\boxed{4}"), (r"4 \cdot \frac{3 - 3}{2} + 5", r"4 \cdot \frac{2}{2}"), ("2 + 3", "2^2"),  # noqa: E501
    ):  # fmt: skip
        yield Rewriting("batch_norm_of_gaussian", given, b + g, write({mean: b, dev: g}))
    for text in ("mean $5$, standard deviation $4$", r"$(5, 4)$"):
        yield Rewriting("batch_norm_of_gaussian", given, text, text)
    flat = {"gamma": [2, 3], "beta": [4, 5]}
    for values in (
        ("2", "3", "4", "5"), ("1 + 1", "3", "4", "5"), (r"\frac{4}{2}", r"\frac{6}{2}", "4", "5"), ("2.0", "3.0", "4.0", "5.0"),  # noqa: E501
        (r"\boxed{2}", r"\boxed{3}", r"\boxed{4}", r"\boxed{5}"), (r"2 \cdot 1", r"3 \cdot 1", "4 + 0", "5 + 0"), ("2", "3", "2^2", "5"),  # noqa: E501
    ):  # fmt: skip
        yield Rewriting("batch_norm_of_gaussian_2d", flat, str(values), write(plane(*values)))
    for rho in (r"1 \cdot \rho", r"\rho + 0", r"\frac{6 \rho}{2 \cdot 3}"):
        yield Rewriting("batch_norm_of_gaussian_2d", flat, rho, write(plane(2, 3, 4, 5, rho)))
