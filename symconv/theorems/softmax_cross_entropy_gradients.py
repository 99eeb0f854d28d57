r"""The gradient of softmax cross-entropy by the logits: probabilities less targets.

The loss is written with :math:`\log p = z - \log s`, where s is the sum of the exponentials. The
gradient of a row is :math:`\frac{1}{N} (\tau p - t)` with the sum :math:`\tau` of its targets; only
where targets add up to 1, which is a hypothesis about the row that is looked at, it is
:math:`\frac{1}{N} (p - t)`.
"""

from __future__ import annotations

import numpy as np

from symconv.errors import WitnessError
from symconv.kernels import log_softmax, log_softmax_backward
from symconv.notation import Domain, scalars, tensors
from symconv.proof.author import step
from symconv.proof.derivation import Derivation, Witness
from symconv.theorems.givens import Size, size
from symconv.theorems.gradient_graph import (
    Graph,
    Input,
    Line,
    Stage,
    last,
    slope,
)
from symconv.theorems.graph_givens import symbols_for


def softmax_cross_entropy_gradients(*, batch: Size = "N", classes: Size = "C") -> Derivation:
    """Return the derivation for a batch of logits and targets of any kind that add up to 1.

    Sizes are symbols, or at least 2. Raises GivenError for any other.

    >>> softmax_cross_entropy_gradients(classes=3).answer.value
    ('(1/N)*(p[n, c] - t[n, c])',)
    """
    rows, columns = size(batch, "batch", least=2), size(classes, "classes", least=2)
    mean = rf"\frac{{1}}{{{rows}}}"
    row = rf"\sum_{{c=0}}^{{{last(columns)}}}"
    symbols = symbols_for(
        (rows, columns),
        scalars("n c k", Domain.INTEGER),
        scalars("L"),
        tensors(r"s \tau", rank=1),
        tensors("z t e p", rank=2),
    )
    logit = slope("L", "z_{n,c}")
    inside = r"p_{n,c} - t_{n,c}"
    closed = rf"{logit} = {mean} \left({inside}\right)"
    general = r"\tau_{n} p_{n,c} - t_{n,c}"
    before = rf"{logit} = {mean} \left({general}\right)"
    graph = Graph(
        name="softmax_cross_entropy_gradients",
        title="Gradient of softmax cross-entropy",
        symbols=symbols,
        inputs=(
            Input("z", (rows, columns), "the logits"),
            Input("t", (rows, columns), "the targets, hard or soft"),
        ),
        stages=(
            Stage(
                r"e_{n,c} := \exp\left(z_{n,c}\right)",
                (rows, columns),
                "exponentials",
                r"$e = \exp(z)$",
                ("z",),
            ),
            Stage(rf"s_{{n}} := {row} e_{{n,c}}", (rows,), "their sum", "$s$", ("e",)),
            Stage(
                r"p_{n,c} := \frac{e_{n,c}}{s_{n}}",
                (rows, columns),
                "the probabilities",
                r"$p = \frac{e}{s}$",
                ("e", "s"),
            ),
            Stage(
                rf"\tau_{{n}} := {row} t_{{n,c}}",
                (rows,),
                "the sum of a row's targets",
                r"$\tau$",
                ("t",),
            ),
            Stage(
                rf"L := {mean} \sum_{{n=0}}^{{{last(rows)}}} {row} "
                r"t_{n,c} \left(\log\left(s_{n}\right) - z_{n,c}\right)",
                (),
                "the cross-entropy, averaged over the batch",
                r"$L$",
                ("z", "s", "t"),
            ),
        ),
        loss="L",
        before=(
            step(
                r"\log\left(\frac{\exp\left(z_{n,c}\right)}{s_{n}}\right) "
                r"= z_{n,c} - \log\left(s_{n}\right)",
                "so the loss is minus the targets times the logarithms of the probabilities",
                symbols,
            ),
        ),
        lines=(
            Line(
                r"\frac{\partial}{\partial z_{n,c}} \log\left(s_{n}\right) = p_{n,c}",
                "the logarithm of the sum changes with a logit by its probability",
            ),
            Line(
                r"\frac{\partial p_{n,c}}{\partial z_{n,k}} "
                r"= p_{n,c} \left([c = k] - p_{n,k}\right)",
                "the probabilities themselves, for comparison",
            ),
            Line(before, "every term of the row holds the logarithm of s", label="general"),
            Line(closed, "the targets add up to 1", uses=("general",)),
        ),
        ranges=(("n", rows), ("c", columns), ("k", columns)),
        results=(closed,),
        hypotheses=(r"\tau_{n} = 1",),
    )
    return graph.derivation(
        Witness("the backward pass of log-softmax", lambda: _check(rows, columns))
    )  # fmt: skip


def _check(rows: Size, columns: Size) -> int:
    """Compare the closed form with the kernel for one-hot and for soft targets."""
    source, cases = np.random.default_rng(0), 0
    for _ in range(8):
        n, c = (v if isinstance(v, int) else int(source.integers(1, 6)) for v in (rows, columns))
        z, t = source.standard_normal((n, c)) * 3, source.random((n, c))
        t /= t.sum(1, keepdims=True)
        found = log_softmax_backward(-t / n, z)
        if not np.allclose(found, (np.exp(log_softmax(z)) - t) / n, rtol=1e-12, atol=1e-14):
            raise WitnessError("the closed form differs from the backward pass of the kernel")
        cases += found.size
    return cases
