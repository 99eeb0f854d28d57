"""Planted faults in statements about sizes: each is refuted, with a point where it fails."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symconv.notation import name
from symconv.proof.point import value
from symconv.proof.verdict import Refuted

KERNEL = "K = d(k-1) + 1"
OUTPUT = {"W'": r"\left\lfloor \frac{W+2P-K}{S} \right\rfloor + 1"}
SAME = {"T": r"\max((\lceil n/s \rceil - 1) s + K - n, 0)"}
CEIL_MODE = (
    r"\begin{cases} \left\lfloor \frac{n+2p-K+s-1}{s} \right\rfloor"
    r" & \text{if } s \left\lfloor \frac{n+2p-K+s-1}{s} \right\rfloor \ge n + p \\"
    r" \left\lfloor \frac{n+2p-K+s-1}{s} \right\rfloor + 1 & \text{otherwise} \end{cases}"
)

FAULTS = {
    "off by one in the size": (
        r"s o + d(k-1) \le n+p+q-1 \iff o \le \left\lfloor \frac{n+p+q-d(k-1)}{s} \right\rfloor",
    ),
    "dilation forgotten": (
        r"s o + d(k-1) \le n+p+q-1 \iff o \le \left\lfloor \frac{n+p+q-k}{s} \right\rfloor",
    ),
    "dilation times kernel": (
        r"s o + d(k-1) \le n+p+q-1 \iff o \le \left\lfloor \frac{n+p+q-d k}{s} \right\rfloor",
    ),
    "strict instead of weak": (
        r"s o + d(k-1) < n+p+q-1 \iff o \le \left\lfloor \frac{n+p+q-d(k-1)-1}{s} \right\rfloor",
    ),
    "ceiling for floor": (
        r"s o + d(k-1) \le n+p+q-1 \iff o \le \left\lceil \frac{n+p+q-d(k-1)-1}{s} \right\rceil",
    ),
    "floor dropped": (r"s \lfloor n/s \rfloor = n",),
    "floor dropped in the size": (r"W = S(W'-1) - 2P + K", (KERNEL,), OUTPUT),
    "P for 2P": (r"W - (S(W'-1) - P + K) = (W+2P-K) \bmod S", (KERNEL,), OUTPUT),
    "P for 2P in the remainder": (r"W - (S(W'-1) - 2P + K) = (W+P-K) \bmod S", (KERNEL,), OUTPUT),
    "S - 1 for S": (r"W - ((S-1)(W'-1) - 2P + K) = (W+2P-K) \bmod S", (KERNEL,), OUTPUT),
    "W' for W' - 1": (r"W - (S W' - 2P + K) = (W+2P-K) \bmod S", (KERNEL,), OUTPUT),
    "sign of the padding": (r"W - (S(W'-1) + 2P + K) = (W+2P-K) \bmod S", (KERNEL,), OUTPUT),
    "remainder of another dividend": (r"W - (S(W'-1) - 2P + K) = W \bmod S", (KERNEL,), OUTPUT),
    "range from 1": (r"W - (S(W'-1) - 2P + K) \in \{1, \dots, S\}", (KERNEL,), OUTPUT),
    "range from 1 to S - 1": (r"z \bmod s \in \{1, \dots, s - 1\}",),
    "range to S - 2": (r"z \bmod s \in \{0, \dots, s - 2\}",),
    "uniqueness with P": (
        r"W = S(W'-1) - P + K + P' \iff P' = (W+2P-K) \bmod S",
        (KERNEL,),
        OUTPUT,
    ),
    "only output padding up to the stride": (
        r"W = S(n-1) - 2P + K + P' \wedge P' \le S \Rightarrow W' = n",
        (KERNEL,),
        OUTPUT,
    ),
    "hypothesis missing": (r"W = S(n-1) - 2P + K + P' \Rightarrow W' = n", (KERNEL,), OUTPUT),
    "interval one too long": (
        r"m = \left\lfloor \frac{W+C}{S} \right\rfloor \iff mS - C \le W \wedge W \le mS - C + S",
    ),
    "interval one too short": (
        r"m = \left\lfloor \frac{W+C}{S} \right\rfloor \iff mS - C < W \wedge W \le mS - C + S - 1",
    ),
    "nested floors added": (
        r"\lfloor (\lfloor z/a \rfloor + y)/c \rfloor = \lfloor (z + y)/(a c) \rfloor",
    ),
    "nested divisors added": (
        r"\lfloor \lfloor z/a \rfloor / c \rfloor = \lfloor z/(a + c) \rfloor",
    ),
    "nested with a factor": (
        r"\lfloor (2 \lfloor z/3 \rfloor + 1)/5 \rfloor = \lfloor (2z + 3)/30 \rfloor",
    ),
    "quotient of equals": (r"\lfloor n/(n + p) \rfloor = 0",),
    "quotient that reaches 1": (r"p \ge 0 \Rightarrow \lfloor (q + 1)/(p + q + 1) \rfloor = 0",),
    "nested ceilings": (
        r"\lfloor (\lceil z/a \rceil + y)/c \rfloor = \lfloor (z + a y)/(a c) \rfloor",
    ),
    "ceiling without minus one": (r"\lceil x/s \rceil = \lfloor (x+s)/s \rfloor",),
    "ceiling as floor plus one": (r"\lceil x/s \rceil = \lfloor x/s \rfloor + 1",),
    "remainder up to s": (r"0 < z \bmod s \le s",),
    "floor of a sum": (r"\lfloor (z+y)/s \rfloor = \lfloor z/s \rfloor + \lfloor y/s \rfloor",),
    "remainder of a sum": (r"(z + y) \bmod s = (z \bmod s) + (y \bmod s)",),
    "same padding without the kernel": (
        r"\left\lfloor \frac{n + T}{s} \right\rfloor + 1 = \lceil n/s \rceil",
        (KERNEL,),
        SAME,
    ),
    "same padding, floor for ceiling": (
        r"\left\lfloor \frac{n + T - K}{s} \right\rfloor + 1 = \lfloor n/s \rfloor",
        (KERNEL,),
        SAME,
    ),
    "same padding without maximum": (
        r"\left\lfloor \frac{n + T - K}{s} \right\rfloor + 1 = \lceil n/s \rceil",
        (KERNEL,),
        {"T": r"(\lceil n/s \rceil - 1) s + n - K"},
    ),
    "two equal halves": (r"2 \lfloor T/2 \rfloor = T",),
    "exact down-sampling, one pad too many": (
        r"K-s \le p+q \le K \Rightarrow \left\lfloor \frac{s a + p + q - K}{s}"
        r" \right\rfloor + 1 = a",
        (KERNEL,),
    ),
    "exact down-sampling, one pad too few": (
        r"K-s-1 \le p+q \le K-1 \Rightarrow \left\lfloor \frac{s a + p + q - K}{s}"
        r" \right\rfloor + 1 = a",
        (KERNEL,),
    ),
    "exact up-sampling with the wrong sign": (
        r"p + q - P = K + s \Rightarrow (n-1)s - p - q + K + P = s n",
        (KERNEL,),
    ),
    "ceil mode without its drop rule": (
        r"\lceil (n+2p-K)/s \rceil + 1 = \min(\lceil (n+2p-K)/s \rceil + 1, \lceil (n+p)/s \rceil)",
        (KERNEL, r"2p \le k"),
    ),
    "ceil mode with too much padding": (
        CEIL_MODE + r" = \min(\lceil (n+2p-K)/s \rceil + 1, \lceil (n+p)/s \rceil)",
        (KERNEL,),
    ),
    "ceil mode, right padding counted": (
        CEIL_MODE + r" = \min(\lceil (n+2p-K)/s \rceil + 1, \lceil (n+2p)/s \rceil)",
        (KERNEL, r"2p \le k"),
    ),
    "two layers, shift forgotten": (
        r"\left\lfloor \frac{\lfloor (W+P)/a \rfloor + b}{c} \right\rfloor"
        r" = \left\lfloor \frac{W + P + b}{a c} \right\rfloor",
    ),
    "two layers, other stride": (
        r"\left\lfloor \frac{\lfloor (W+P)/a \rfloor + b}{c} \right\rfloor"
        r" = \left\lfloor \frac{W + P + c b}{a c} \right\rfloor",
    ),
    "smallest input, one too small": (
        r"\left\lfloor \frac{\lfloor (W+p)/a \rfloor + y}{c} \right\rfloor \ge m"
        r" \iff W \ge m a c - p - a y - 1",
    ),
    "size of a transposed layer": (r"\left\lfloor \frac{S(n-1) + P' }{S} \right\rfloor + 1 = n",),
    "maximum plus minimum": (r"\max(i, j) + \min(i, j) = \max(i + j, i)",),
    "minimum for maximum": (r"\max(i, z) \le \min(i, z)",),
    "absolute value of a difference": (r"|i - j| = i - j",),
    "reversed triangle inequality": (r"|u + v| \ge |u| + |v|",),
    "divisor of a product": (r"s \mid n m \Rightarrow s \mid n \vee s \mid m",),
    "converse of a sum": (r"s \mid n + m \Rightarrow s \mid n",),
    "halves without the shift": (r"\lfloor n/2 \rfloor + \lfloor n/2 \rfloor = n",),
    "thirds with a wrong shift": (
        r"\lfloor n/3 \rfloor + \lfloor (n+1)/3 \rfloor + \lfloor (n+3)/3 \rfloor = n",
    ),
    "a residue too many": (r"\forall i \in \{0, \dots, s\} : (s n + i) \bmod s = i",),
    "an index is not a positive size": (r"\forall n \in \{0, \dots, s\} : n \ge 1",),
    "a bound index is not the free one": (r"\forall i \in \{0, \dots, n\} : i = 0", ("i = 0",)),
    "a negative divisor": (r"\frac{n}{-s} > 0",),
    "a length may be 0": (r"\sqrt{u^2} > 0",),
    "clamp to n": (r"\max(0, \min(i, n)) \in \{0, \dots, n-1\}",),
    "strictly monotone": (r"n < m \Rightarrow \lfloor n/s \rfloor < \lfloor m/s \rfloor",),
    "bracket off by one": (r"[n \ge k] = \min(1, \lfloor n/(k+1) \rfloor)",),
    "another element": (r"X_{i+1} = X_{i}",),
    "positive elements": (r"X_{i} \ge 0",),
    "real floor is not linear": (r"\lfloor u + v \rfloor = \lfloor u \rfloor + \lfloor v \rfloor",),
    "real values are no integers": (r"u > 0 \Rightarrow u \ge 1",),
    "an implication inside": (r"n = 1 \vee (n \ge 2 \Rightarrow n \ge 3)",),
    "an equivalence inside": (r"n = 1 \vee (n \ge 3 \iff n \ge 2)",),
    "contradiction": (r"n < n",),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=list(FAULTS))
def test_refutes_a_faulty_line_with_a_counterexample(decide, case):
    """A planted fault is refuted, and evaluation at the point agrees."""
    verdict = decide(*case)
    assert isinstance(verdict, Refuted), verdict
    assert verdict.counterexample


def test_counterexample_is_small_and_false(decide, sizes):
    """The smallest values come first, and the point really is a counterexample."""
    latex = r"\lfloor (x+y)/s \rfloor = \lfloor x/s \rfloor + \lfloor y/s \rfloor"
    verdict = decide(latex)
    assert isinstance(verdict, Refuted)
    point = {name(n): Fraction(v) for n, v in verdict.counterexample.items()}
    assert value(sizes(latex), point) is False
    assert max(point.values()) <= 2
