r"""What the theorems about pooling formulas share: names, formulas, and arrays behind them.

*Notation.* :math:`S_{i,j}` holds the indices (m, n) of the cells of one channel X that output
(i, j) reads; it is not empty. M is the largest absolute value in the window, A the mean of absolute
values, L their P-norm.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import avg_pool, lp_pool, max_pool
from symconv.latex import tex
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define, statement
from symconv.proof.derivation import Defined

COUNT = r"\lvert S_{i, j} \rvert"
OVER = r"(m, n) \in S_{i, j}"
SYMBOLS = SymbolTable.of(
    scalars("P", Domain.POSITIVE),
    scalars("i j m n", Domain.INTEGER),
    scalars(r"x M A L N Y_{\mathrm{max}} Y_{\mathrm{avg}} Y_{\mathrm{Lp}}", Domain.REAL),
    tensors("X S", rank=2),
)


def largest() -> Defined:
    """Define M, the largest absolute value of the window."""
    return defined("M", rf"\max_{{{OVER}}} \lvert X_{{m, n}} \rvert", "the largest absolute value")


def mean_of_absolute_values() -> Defined:
    """Define A, the mean of the absolute values of the window."""
    body = rf"\frac{{1}}{{{COUNT}}} \sum_{{{OVER}}} \lvert X_{{m, n}} \rvert"
    return defined("A", body, "the mean absolute value")


def norm(exponent: str) -> str:
    """Return the P-norm of the window as LaTeX.

    >>> norm("P").endswith("1 / P}")
    True
    """
    terms = rf"\sum_{{{OVER}}} \lvert X_{{m, n}} \rvert^{{{exponent}}}"
    return rf"\left({terms}\right)^{{1 / {exponent}}}"


def defined(letter: str, body: str, reason: str) -> Defined:
    """Define a letter by a formula over the window."""
    return define(f"{letter} := {body}", reason, SYMBOLS)


def spelled(formula: str) -> str:
    """Return a formula as the writer spells it: the value of an answer that SymPy cannot hold."""
    return tex.write(statement(formula, SYMBOLS))


def windows_agree() -> int:
    """Compare the pooling kernels with loops over index sets; raise WitnessError."""
    x = np.random.default_rng(1).normal(size=(5, 6))
    cases = 0
    for kernel, stride in [((2, 2), 1), ((3, 2), 2), ((2, 3), 3)]:
        pooled = max_pool(x[None, None], kernel, stride=stride)[0, 0]
        for index in np.ndindex(pooled.shape):
            cells = [
                x[stride * index[0] + u, stride * index[1] + v]
                for u in range(kernel[0])
                for v in range(kernel[1])
            ]
            mean = avg_pool(x[None, None], kernel, stride=stride)[0, 0][index]
            root = lp_pool(x[None, None], 3, kernel, stride=stride)[0, 0][index]
            loops = [
                max(cells),
                sum(cells) / len(cells),
                sum(abs(c) ** 3 for c in cells) ** (1 / 3),
            ]
            if not np.allclose([pooled[index], mean, root], loops, rtol=1e-12, atol=0):
                raise WitnessError(f"a pooling kernel and a loop disagree at output {index}")
            cases += 3
    return cases


def norms_approach_the_maximum() -> int:
    r"""Hold Lp pools between M and :math:`|S|^{1/P} M` for growing P; raise WitnessError."""
    x = np.abs(np.random.default_rng(2).normal(size=(1, 1, 6, 6)))
    top = max_pool(x, 3)
    exponents = (1, 2, 4, 8, 16, 32, 64, 128)
    for exponent in exponents:
        found = lp_pool(x, exponent, 3)
        slack = 1 + 1e-12
        if (found * slack < top).any() or (found > 9 ** (1 / exponent) * top * slack).any():
            raise WitnessError(f"the pool with exponent {exponent} leaves its bounds")
    if not np.allclose(lp_pool(x, 1, 3) / 9, avg_pool(x, 3), rtol=1e-12, atol=0):
        raise WitnessError("the pool with exponent 1 is not the sum")
    return top.size * (len(exponents) + 1)
