"""Right answers about sizes, in many forms."""

from __future__ import annotations

from collections.abc import Iterator

from shared import Rewriting, display


def rewritings() -> Iterator[Rewriting]:
    """Right answers in many forms."""
    given = {"size": ["H", "W"], "kernel_size": "K", "stride": "S", "padding": "P"}
    for form in (
        r"\left\lfloor \frac{{{n} + 2P - K}}{{S}} + 1 \right\rfloor",
        r"\left\lfloor \frac{{{n} - K + 2P}}{{S}} \right\rfloor + 1",
        r"1 + \left\lfloor ({n} + 2P - K) / S \right\rfloor",
        r"\left\lfloor \frac{{{n} + 2P - K + S}}{{S}} \right\rfloor",
        r"\lfloor \frac{{{n} + P + P - (K - 1) - 1}}{{S}} \rfloor + 1",
        r"\left\lceil \frac{{{n} + 2P - K + 1}}{{S}} \right\rceil",
        r"\frac{{{n} + 2P - K - (({n} + 2P - K) \bmod S)}}{{S}} + 1",
        r"\left\lfloor \frac{{2 ({n} + 2P - K)}}{{2 S}} \right\rfloor + 1",
        r"\boxed{{\left\lfloor \frac{{{n} + 2P - K}}{{S}} \right\rfloor + 1}}",
        r"\left\lfloor \frac{{-(K - {n} - 2P)}}{{S}} \right\rfloor + 2 - 1",
    ):
        lines = [f"{n}' = {form.format(n=n)}" for n in ("H", "W")]
        yield Rewriting("conv_size", given, form, display(*lines))
    one = {"size": ["I"], "kernel_size": "K", "stride": "S", "padding": "P"}
    for n, k, s, p, o in (
        ("n", "m", "s", "p", "y"),
        ("W", "F", "S", "P", "O"),
        ("N", "k", "s", "p", "M"),
    ):
        text = rf"{o} = \left\lfloor \frac{{{n} + 2{p} - {k}}}{{{s}}} \right\rfloor + 1"
        yield Rewriting("conv_size", one, f"letters {n}{k}{s}{p}", display(text))
    exact = {"size": ["W"], "kernel_size": "F", "stride": "S", "padding": "P"}
    for form in (
        r"\frac{W - F + 2P}{S} + 1", r"(W + 2P - F)/S + 1", r"\frac{W + 2P - F + S}{S}",
        r"1 + \frac{W}{S} + \frac{2P}{S} - \frac{F}{S}", r"\frac{W+P+P-F}{S}+1",
        r"\frac{1}{S}(W + 2P - F) + 1", r"\frac{2W + 4P - 2F}{2S} + 1", r"\frac{W - (F - 2P)}{S} + 1",  # noqa: E501
        r"\left(W + 2P - F\right) S^{-1} + 1", r"\boxed{\frac{W + 2P - F}{S} + 1}",
    ):  # fmt: skip
        yield Rewriting("exact_conv_size", exact, form, display(f"W' = {form}"))
    for form in (
        r"({n} + 2P - K) \bmod S",
        r"({n} - K + 2P) \bmod S",
        r"{n} + 2P - K - S \left\lfloor \frac{{{n} + 2P - K}}{{S}} \right\rfloor",
        r"{n} - (S({n}' - 1) - 2P + K)",
        r"{n} - S({n}' - 1) + 2P - K",
        r"({n} + 2P - K + S) \bmod S",
        r"({n} + 2P - K + 3 S) \bmod S",
        r"({n} + 2P - K) - S \left(\left\lfloor \frac{{{n} + 2P - K}}{{S}} + 1 \right\rfloor - 1\right)",  # noqa: E501
        r"\boxed{{({n} + 2P - K) \bmod S}}",
        r"(({n} + P) + (P - K)) \bmod S",
    ):
        lines = [f"P'_{{{n}}} = {form.format(n=n)}" for n in ("H", "W")]
        yield Rewriting("output_padding", given, form, display(*lines))
    effect = {"size": [37, 52], "kernel_size": 5, "stride": 3, "padding": 2, "channels": 5}
    for form in (
        r"$37 \times 52$ becomes $H' = 13, W' = 18, C' = 5, \theta = 0$",
        r"$H' = \left\lfloor \frac{36}{3} \right\rfloor + 1 = 13$, $W' = 18$, $C' = 5$, $\theta = 0$",  # noqa: E501
        r"$H' = 26/2$, $W' = 36/2$, $C' = 5$, $\theta = 0$",
        r"$$(13, 18, 5, 0)$$",
        r"$\theta = 0$ and $C' = 5$, $W' = 18$, $H' = 13$",
        r"channels: $5$; $H' = 13$, $W' = 10 + 8$; parameters: $0$",
        r"$H' = 12 + 1 = 13$, $W' = 17 + 1 = 18$, $C' = C = 5$, $\theta = 0$",
        r"$$\begin{aligned} H' &= 13 \\ W' &= 18 \\ C' &= 5 \\ \theta &= 0 \end{aligned}$$",
        r"$13, 18, 5, 0$",
        r"$H' = \boxed{13}$, $W' = \boxed{18}$, $C' = \boxed{5}$, $\theta = \boxed{0}$",
    ):
        yield Rewriting("pooling_effect", effect, form, form)
