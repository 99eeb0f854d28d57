"""Mutants of counts: parameters, groups, operations; of closed receptive fields; of responses."""

from __future__ import annotations

from collections.abc import Iterator

from shared import Mutant, Rewriting, display


def _all(
    theorem: str,
    given: dict[str, object],
    subject: str,
    forms: dict[str, str],
    also: dict[str, set[str]],
) -> Iterator[Mutant]:
    for kind, form in forms.items():
        names = {kind.partition(" ")[0]} | also.get(kind, set())
        text = form if subject == "" else f"{subject} = {form}"
        yield Mutant(
            theorem, given, kind.partition(" ")[0], frozenset(names), display(*text.split(";"))
        )


def parameter_mutants() -> Iterator[Mutant]:
    for c, n, k in (("C", "N", "K"), ("D", "M", "F"), ("X", "Z", "k")):
        given = {"in_channels": c, "out_channels": n, "kernel_size": k, "bias": False}
        forms = {
            "bias-counted": f"{k}^2 {c} {n} + {n}",
            "square-forgotten": f"{k} {c} {n}",
            "factor-missing 1": f"{k}^2 {n}",
            "factor-missing 2": f"{k}^2 {c}",
            "factor-two": f"2 {k}^2 {c} {n}",
            "kernel-size-off-by-one": f"({k} - 1)^2 {c} {n}",
            "in-channels-off-by-one": f"{k}^2 ({c} + 1) {n}",
            "off-by-one": f"{k}^2 {c} {n} + 1",
            "factor-missing 3": f"{c} {n}",
        }
        yield from _all("conv_parameters", given, r"\theta", forms, {"bias-counted": set()})
        biased = {**given, "bias": True}
        pairs = {
            "bias-forgotten": (f"{n}", f"{k}^2 {c} {n}"),
            "bias-per-channel": (f"{c} {n}", f"{k}^2 {c} {n} + {c} {n}"),
            "bias-once": ("1", f"{k}^2 {c} {n} + 1"),
            "bias-per-input-channel": (f"{c}", f"{k}^2 {c} {n} + {c}"),
        }
        for kind, (b, total) in pairs.items():
            text = rf"\theta_w = {k}^2 {c} {n};\theta_b = {b};\theta = {total}"
            yield from _all("conv_parameters", biased, "", {kind: text}, {})


def grouped_mutants() -> Iterator[Mutant]:
    for c, n, k, m in (("C", "N", "K", "M"), ("A", "B", "F", "G"), ("X", "Z", "k", "h")):
        given = {"in_channels": c, "out_channels": n, "kernel_size": k, "groups": m}
        whole, ratio = r"\theta' =", r"\frac{\theta'}{\theta} ="
        pairs = {
            "groups-ignored": (f"{k}^2 {c} {n}", "1"),
            "groups-as-group-size": (f"{k}^2 {n} {m}", rf"\frac{{{m}}}{{{c}}}"),
            "groups-as-group-size b": (f"{k}^2 {c} {m}", rf"\frac{{{m}}}{{{n}}}"),
            "groups-twice": (rf"\frac{{{k}^2 {c} {n}}}{{{m}^2}}", rf"\frac{{1}}{{{m}^2}}"),
            "groups-multiplied": (f"{k}^2 {c} {n} {m}", f"{m}"),
            "square-forgotten": (rf"\frac{{{k} {c} {n}}}{{{m}}}", rf"\frac{{1}}{{{m}}}"),
            "reciprocal": (rf"\frac{{{k}^2 {c} {n}}}{{{m}}}", f"{m}"),
            "factor-missing 1": (rf"\frac{{{k}^2 {n}}}{{{m}}}", rf"\frac{{1}}{{{m}}}"),
            "factor-missing 2": (rf"\frac{{{k}^2 {c}}}{{{m}}}", rf"\frac{{1}}{{{m}}}"),
            "groups-off-by-one": (rf"\frac{{{k}^2 {c} {n}}}{{{m} - 1}}", rf"\frac{{1}}{{{m} - 1}}"),
        }
        for kind, (a, b) in pairs.items():
            text = f"{whole} {a};{ratio} {b}"
            yield from _all("grouped_conv_parameters", given, "", {kind: text}, {})


def cost_mutants() -> Iterator[Mutant]:
    given = {"size": ["H", "W"], "in_channels": "C", "out_channels": "N", "kernel_size": "K"}
    right = {
        r"\theta": "K^2 C N", r"\theta'": "K^2 C + C N", r"\mu": "H W K^2 C N",
        r"\mu'": "H W (K^2 C + C N)", r"\alpha": "H W N (K^2 C - 1)",
        r"\alpha'": "H W (C (K^2 - 1) + N (C - 1))",
    }  # fmt: skip
    wrong = (
        ("additions-miscounted", {r"\alpha": "H W N K^2 C"}),
        ("additions-miscounted", {r"\alpha": "H W N K^2 C - 1"}),
        ("additions-miscounted", {r"\alpha'": "H W (K^2 C + C N)"}),
        ("mac-as-flop", {r"\mu": "2 H W K^2 C N"}),
        ("mac-as-flop", {r"\mu'": "2 H W (K^2 C + C N)"}),
        ("square-forgotten", {r"\theta": "K C N"}),
        ("square-forgotten", {r"\theta'": "K C + C N"}),
        ("square-forgotten", {r"\mu": "H W K C N"}),
        ("term-missing", {r"\theta'": "K^2 C"}),
        ("term-missing", {r"\theta'": "C N"}),
        ("term-missing", {r"\mu'": "H W K^2 C"}),
        ("term-missing", {r"\mu'": "H W C N"}),
        ("term-missing", {r"\alpha'": "H W C (K^2 - 1)"}),
        ("term-missing", {r"\alpha'": "H W N (C - 1)"}),
        ("factor-missing", {r"\theta": "K^2 N"}),
        ("factor-missing", {r"\theta": "K^2 C"}),
        ("factor-missing", {r"\mu": "H W K^2 N"}),
        ("positions-ignored", {r"\mu": "K^2 C N"}),
        ("factor-missing", {r"\mu": "H K^2 C N"}),
        ("factor-missing", {r"\alpha": "H W (K^2 C - 1)"}),
        ("factor-missing", {r"\alpha": "W N (K^2 C - 1)"}),
        ("factor-missing", {r"\theta'": "K^2 + C N"}),
        ("factor-missing", {r"\theta'": "K^2 C + N"}),
        ("factor-missing", {r"\mu'": "W (K^2 C + C N)"}),
        ("sign", {r"\theta'": "K^2 C - C N"}),
        ("sign", {r"\alpha": "H W N (K^2 C + 1)"}),
        ("sign", {r"\mu'": "H W (K^2 C - C N)"}),
        ("off-by-one", {r"\theta": "K^2 C N + 1"}),
        ("off-by-one", {r"\alpha": "H W N (K^2 C - 1) - 1"}),
        ("results-swapped", {r"\theta": "K^2 C + C N", r"\theta'": "K^2 C N"}),
        ("kernel-size-off-by-one", {r"\theta": "(K+1)^2 C N"}),
        ("additions-miscounted", {r"\alpha'": "H W (C K^2 + N (C - 1))"}),
    )  # fmt: skip
    for kind, changes in wrong:
        lines = [f"{name} = {form}" for name, form in ({**right, **changes}).items()]
        text = ";".join(lines)
        also = {"additions-miscounted": {"additions-miscounted", "term-missing"},
                "results-swapped": {"results-exchanged"}}  # fmt: skip
        yield from _all("depthwise_separable_cost", given, "", {kind: text}, also)


def field_mutants() -> Iterator[Mutant]:
    for depth, k in (("L", "K"), ("n", "k"), ("D", "F"), ("x", "h")):
        given = {"depth": depth, "kernel_size": k}
        forms = {
            "kernel-minus-one-forgotten": f"1 + {depth} {k}",
            "field-starts-at-zero": f"{depth} ({k} - 1)",
            "depth-off-by-one": f"1 + ({depth} - 1)({k} - 1)",
            "depth-off-by-one b": f"1 + ({depth} + 1)({k} - 1)",
            "sign": f"1 - {depth} ({k} - 1)",
            "off-by-one": f"2 + {depth} ({k} - 1)",
            "kernel-size-depth-swapped": f"1 + {k} ({depth} - 1)",
            "factor-missing": f"1 + ({k} - 1)",
        }
        also = {
            "kernel-minus-one-forgotten": {"term-missing", "kernel-size-off-by-one"},
            "field-starts-at-zero": {"term-missing", "one-forgotten", "off-by-one"},
            "off-by-one": {"off-by-one"},
            "sign": {"sign"},
        }
        yield from _all("receptive_field_stride_one", given, "r", forms, also)


def pool_field_mutants() -> Iterator[Mutant]:
    for k, s, j in ((2, 2, "J"), (3, 2, "J"), (4, 3, "j"), (5, 2, "h")):
        given = {"kernel_size": k, "stride": s, "jump": j}
        right = {"r'": f"r + {k - 1} {j}", "J'": f"{s} {j}"}
        forms = {
            "kernel-minus-one-forgotten": {"r'": f"r + {k} {j}"},
            "sign": {"r'": f"r - {k - 1} {j}"},
            "jump-ignored": {"r'": f"r + {k - 1}"},
            "stride-ignored": {"J'": f"{j}"},
            "off-by-one": {"r'": f"r + {k - 1} {j} + 1"},
            "stride-off-by-one": {"J'": f"{s + 1} {j}"},
            "term-missing": {"r'": f"{k - 1} {j}"},
            "strides-added": {"J'": f"{s} + {j}"},
        }
        also = {
            "kernel-minus-one-forgotten": {"kernel-size-off-by-one", "term-missing"},
            "stride-ignored": {"stride-ignored", "factor-missing", "factor-two"},
            "stride-off-by-one": {"stride-off-by-one"},
            "jump-ignored": {"jump-ignored", "factor-missing"},
        }  # fmt: skip
        for kind, change in forms.items():
            text = ";".join(f"{a} = {b}" for a, b in {**right, **change}.items())
            yield from _all("receptive_field_of_pool", given, "", {kind: text}, also)


def rewritings() -> Iterator[Rewriting]:
    params = {"in_channels": "C", "out_channels": "N", "kernel_size": "K", "bias": False}
    for form in (
        "CK^2N", r"N \cdot C \cdot K \cdot K", r"K \times K \times C \times N", "N (K^2 C)", "(KC)(KN)",  # noqa: E501
        r"\frac{2 K^2 C N}{2}", r"\boxed{K^2 N C}", "C N K^{3 - 1}", "K^2 C N + C - C", r"(C)(N)(K)^2",  # noqa: E501
    ):  # fmt: skip
        yield Rewriting("conv_parameters", params, form, display(form))
    for c, n, k in (("D", "F", "k"), ("X", "n", "k")):
        yield Rewriting("conv_parameters", params, f"letters {c}{n}{k}", display(f"{k}^2 {c} {n}"))
    grouped = {"in_channels": "C", "out_channels": "N", "kernel_size": "K", "groups": "M"}
    for form in (
        r"\frac{CK^2N}{M}", r"M \cdot \frac{C}{M} \cdot \frac{N}{M} K^2", r"K^2 C \frac{N}{M}", "K^2 C N / M",  # noqa: E501
        r"\frac{C}{M} K^2 N", r"\frac{1}{M} K^2 C N", r"M \times \frac{CK^2N}{M^2}", "C N K^2 M^{-1}",  # noqa: E501
        r"\frac{N}{M} \times K \times K \times C", r"\frac{2CNK^2}{2M}",
    ):  # fmt: skip
        text = rf"\theta' = {form}"
        yield Rewriting(
            "grouped_conv_parameters", grouped, form, display(text, r"\frac{\theta'}{\theta} = 1/M")
        )
    cost = {"size": ["H", "W"], "in_channels": "C", "out_channels": "N", "kernel_size": "K"}
    ratio = r"\frac{\theta'}{\theta} = \frac{1}{N} + \frac{1}{K^2}"
    for theta, mu, alpha in (
        ("C (K^2 + N)", "H W C (K^2 + N)", "H W (C K^2 - C + N C - N)"),
        ("C K^2 + N C", "C H W K^2 + C H W N", "H W C (K^2 - 1) + H W N (C - 1)"),
        ("(K^2 + N) C", "(K^2 + N) C H W", "H W (C K^2 + C N - C - N)"),
        ("K^2 C + C N", "H W (K^2 C + C N)", r"H W \left(C (K^2 - 1) + N (C - 1)\right)"),
        ("C K K + N C", "H W C K K + H W N C", "C H W (K K - 1) + N H W (C - 1)"),
    ):
        for order in (1, -1):
            lines = [
                r"\theta = C N K^2", rf"\theta' = {theta}", r"\mu = C N H W K^2", rf"\mu' = {mu}",
                r"\alpha = N H W (C K^2 - 1)", rf"\alpha' = {alpha}", ratio,
            ]  # fmt: skip
            yield Rewriting(
                "depthwise_separable_cost", cost, f"{theta} {order}", display(*lines[::order])
            )
    stack = {"depth": "L", "kernel_size": "K"}
    for form in (
        "1 + L (K - 1)", "L (K - 1) + 1", "LK - L + 1", "1 - L + K L", "K + (L - 1)(K - 1)",
        r"1 + \sum_{l=1}^{L} (K - 1)", r"\boxed{1 + (K - 1) L}", r"\frac{2 + 2 L (K - 1)}{2}",
        "1 + LK - L", "K L - (L - 1)",
    ):  # fmt: skip
        yield Rewriting("receptive_field_stride_one", stack, form, display(form))
    pool = {"kernel_size": 3, "stride": 2, "jump": "J"}
    for r, j in (
        ("r + 2J", "2J"), ("2 J + r", "J + J"), ("r + (3 - 1) J", r"2 \cdot J"), ("r + J + J", "2 J"),  # noqa: E501
        ("r - J + 3 J", r"\frac{4 J}{2}"), ("r + 2J", "J (3 - 1)"), (r"r + 2 \times J", r"2 \times J"),  # noqa: E501
        ("2 (J + r) - r", "2J"), (r"\boxed{r + 2J}", r"\boxed{2J}"), ("r + 3J - J", "3 J - J"),
    ):  # fmt: skip
        yield Rewriting(
            "receptive_field_of_pool",
            pool,
            f"{r} {j}",
            display(f"r' = {r}", f"J' = {j}", "b' = 2 b + 1"),
        )
