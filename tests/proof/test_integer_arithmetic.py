"""Sizes, floors and remainders: what must be proved for all admissible values."""

from __future__ import annotations

import pytest

from symconv.proof.verdict import Proved

KERNEL = "K = d(k-1) + 1"
OUTPUT = {"W'": r"\left\lfloor \frac{W+2P-K}{S} \right\rfloor + 1"}
SAME = {"T": r"\max((\lceil n/s \rceil - 1) s + K - n, 0)"}
CEIL_MODE = (
    r"\begin{cases} \left\lfloor \frac{n+2p-K+s-1}{s} \right\rfloor"
    r" & \text{if } s \left\lfloor \frac{n+2p-K+s-1}{s} \right\rfloor \ge n + p \\"
    r" \left\lfloor \frac{n+2p-K+s-1}{s} \right\rfloor + 1 & \text{otherwise} \end{cases}"
)

THEOREMS = {
    "nested floors": (
        r"\lfloor (\lfloor z/a \rfloor + y)/c \rfloor = \lfloor (z + a y)/(a c) \rfloor",
    ),
    "ceiling as floor": (r"\lceil x/s \rceil = \lfloor (x+s-1)/s \rfloor",),
    "remainder": (r"z \bmod s = z - s \lfloor z/s \rfloor",),
    "range of a remainder": (r"0 \le z \bmod s \le s - 1",),
    "remainder is a residue": (r"z \bmod s \in \{0, 1, \dots, s-1\}",),
    "defining inequality": (r"m = \lfloor z/s \rfloor \iff s m \le z \wedge z \le s m + s - 1",),
    "window count": (
        r"s o + d(k-1) \le n+p+q-1 \iff o \le \left\lfloor \frac{n+p+q-d(k-1)-1}{s} \right\rfloor",
    ),
    "a window fits exactly when the size is positive": (
        r"\left\lfloor \frac{n+p+q-K}{s} \right\rfloor + 1 \ge 1 \iff n + p + q \ge K",
    ),
    "output padding is a remainder": (
        r"W - (S(W'-1) - 2P + K) = (W+2P-K) \bmod S",
        (KERNEL, r"W + 2P - K \ge 0"),
        OUTPUT,
    ),
    "output padding is unique": (
        r"W = S(W'-1) - 2P + K + P' \iff P' = (W+2P-K) \bmod S",
        (KERNEL, r"W + 2P - K \ge 0"),
        OUTPUT,
    ),
    "output padding is in range": (
        r"W - (S(W'-1) - 2P + K) \in \{0, 1, \dots, S-1\}",
        (KERNEL,),
        OUTPUT,
    ),
    "the only output padding below the stride": (
        r"W = S(n-1) - 2P + K + P' \wedge P' \le S - 1 \Rightarrow W' = n",
        (KERNEL,),
        OUTPUT,
    ),
    "widths with equal output": (
        r"m = \left\lfloor \frac{W+C}{S} \right\rfloor"
        r" \iff mS - C \le W \wedge W \le mS - C + S - 1",
    ),
    "same padding with stride 1": (
        r"\left\lfloor \frac{n + d(k-1) - K}{1} \right\rfloor + 1 = n",
        (KERNEL,),
    ),
    "same padding with stride": (
        r"\left\lfloor \frac{n + T - K}{s} \right\rfloor + 1 = \lceil n/s \rceil",
        (KERNEL,),
        SAME,
    ),
    "same padding by the remainder": (
        r"T = \begin{cases} \max(K - s, 0) & \text{if } n \bmod s = 0 \\"
        r" \max(K - (n \bmod s), 0) & \text{otherwise} \end{cases}",
        (KERNEL,),
        SAME,
    ),
    "left and right padding": (r"\lfloor T/2 \rfloor + \lceil T/2 \rceil = T",),
    "exact down-sampling": (
        r"K-s \le p+q \le K-1 \Rightarrow \left\lfloor \frac{s a + p + q - K}{s}"
        r" \right\rfloor + 1 = a",
        (KERNEL,),
    ),
    "exact up-sampling": (r"p + q - P = K - s \Rightarrow (n-1)s - p - q + K + P = s n",),
    "ceil mode": (
        CEIL_MODE + r" = \min(\lceil (n+2p-K)/s \rceil + 1, \lceil (n+p)/s \rceil)",
        (KERNEL, r"2p \le k"),
    ),
    "remainder of a sum": (r"(z + y) \bmod s = ((z \bmod s) + (y \bmod s)) \bmod s",),
    "remainder of a product": (r"(z y) \bmod s = ((z \bmod s)(y \bmod s)) \bmod s",),
    "floor of a shifted sum": (r"\lfloor (z + s y)/s \rfloor = \lfloor z/s \rfloor + y",),
    "two layers": (
        r"\left\lfloor \frac{\lfloor (W+P)/a \rfloor + b}{c} \right\rfloor"
        r" = \left\lfloor \frac{W + P + a b}{a c} \right\rfloor",
    ),
    "two convolutions": (
        r"\left\lfloor \frac{\left\lfloor \frac{W+p-k}{s} \right\rfloor + 1 + q - o}{t}"
        r" \right\rfloor + 1"
        r" = \left\lfloor \frac{W + p - k + s + (q - o + t) s}{s t} \right\rfloor",
    ),
    "three layers": (
        r"\left\lfloor \frac{\left\lfloor \frac{\lfloor (W+p)/a \rfloor + q}{c}"
        r" \right\rfloor + z}{s}"
        r" \right\rfloor = \left\lfloor \frac{W + p + a q + a c z}{a c s} \right\rfloor",
    ),
    "smallest input of two layers": (
        r"\left\lfloor \frac{\lfloor (W+p)/a \rfloor + y}{c} \right\rfloor \ge m \iff W"
        r" \ge m a c - p - a y",
    ),
    "maximum and minimum": (r"\max(i, j) + \min(i, j) = i + j",),
    "absolute value": (r"|i - j| = \max(i, j) - \min(i, j)",),
    "triangle inequality": (r"|u - v| \le |u| + |v|",),
    "maximum of three": (r"\min(i, j) \le \max(i, z, j)",),
    "clamp": (r"\max(0, \min(i, n-1)) \in \{0, \dots, n-1\}",),
    "a multiple": (r"s \mid n \Rightarrow s \lfloor n/s \rfloor = n",),
    "divisibility by remainder": (r"s \mid n \iff n \bmod s = 0",),
    "divisors of a sum": (r"s \mid n \wedge s \mid m \Rightarrow s \mid n + m",),
    "monotone": (r"n \le m \Rightarrow \lfloor n/s \rfloor \le \lfloor m/s \rfloor",),
    "halves": (r"\lfloor n/2 \rfloor + \lfloor (n+1)/2 \rfloor = n",),
    "thirds": (r"\lfloor n/3 \rfloor + \lfloor (n+1)/3 \rfloor + \lfloor (n+2)/3 \rfloor = n",),
    "no square is 2 modulo 3": (r"n^2 \bmod 3 \ne 2",),
    "every residue": (r"\forall i \in \{0, \dots, s-1\} : (s n + i) \bmod s = i",),
    "adaptive pooling covers": (
        r"0 \le i \Rightarrow \lceil (i+1) n / m \rceil \ge \lfloor i n / m \rfloor + 1",
    ),
    "Iverson bracket": (r"[n \ge 3] + [n < 3] = 1",),
    "bracket as a minimum": (r"[n \ge k] = \min(1, \lfloor n/k \rfloor)",),
    "real floor": (r"\lfloor u + n \rfloor = \lfloor u \rfloor + n",),
    "real floor bounds": (r"u - 1 < \lfloor u \rfloor \le u",),
    "fraction in the unit interval": (r"u - \lfloor u \rfloor \in [0, 1)",),
    "means": (r"2 u v \le u^2 + v^2",),
    "element of a tensor": (r"X_{i+j} + X_{j+i} = 2 X_{i+j}",),
    "bounds of an element": (r"\max(X_{i}, 0) \ge X_{i}",),
    "definition of a function value": (r"f(\lfloor (i+n)/n \rfloor) = f(\lfloor i/n \rfloor + 1)",),
    "powers of two": (r"2^{n+1} = 2 \cdot 2^{n}",),
    "implications chain": (r"n \ge 5 \Rightarrow n \ge 4 \Rightarrow n \ge 3",),
    "chain of relations": (r"n \le n + p = p + n < n + p + 1",),
    "no multiple of 3 lies between": (r"3 z \ge 1 \Rightarrow 3 z \ge 3",),
    "an implication inside": (r"n = 1 \vee (n \ge 3 \Rightarrow n \ge 2)",),
    "an equivalence inside": (r"n = 1 \vee (n \ge 3 \iff n > 2)",),
    "earlier cases are excluded": (
        r"\begin{cases} 0 & \text{if } n \ge 5 \\ n & \text{if } n \ge 3 \\ 1 & \text{otherwise}"
        r" \end{cases} \le 4",
    ),
    "conditions that share an equation": (
        r"z = 2 y \wedge y = i \wedge i \in \{1, \dots, n\} \Rightarrow 2 \le z \le 2 n",
    ),
    "a negative divisor": (r"\frac{n}{-s} < 0",),
    "a length": (r"\sqrt{u^2 + v^2} \ge 0",),
    "a domain behind an equation": (r"n \ge 5", ("p = n - 5",)),
    "not": (r"\neg (n < 1)",),
}


@pytest.mark.parametrize("case", THEOREMS.values(), ids=list(THEOREMS))
def test_proves_for_all_admissible_sizes(decide, case):
    """A true statement about sizes is proved, with a line of evidence."""
    verdict = decide(*case)
    assert isinstance(verdict, Proved), verdict
    assert verdict.evidence
