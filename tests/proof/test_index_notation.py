"""Identities of convolution proved for all sizes, strides, dilations, paddings and entries."""

import pytest

from symconv.latex.reader import read_one
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define
from symconv.proof.context import Context, Tensor
from symconv.proof.index_notation import decide
from symconv.proof.verdict import Proved, Refuted, Undecided

TABLE = SymbolTable.of(
    scalars("s s' d d' k k' n n' m m' r C Q H W M N", Domain.POSITIVE),
    scalars("p p'", Domain.NATURAL),
    scalars("a b", Domain.REAL),
    scalars("o o' t t' i i' j j' c e f g h l q u v", Domain.INTEGER),
    tensors("x y z w x' w' y' z' \\phi \\psi \\eta", rank=1),
    tensors("A B X Y Z K", rank=2),
    tensors("T V P R", rank=3),
    tensors("F G S U D", rank=4),
)


def read(latex):
    return read_one(latex, TABLE).statement


def context(*definitions, given=(), hypotheses=()):
    """Definitions are pairs of LaTeX and sizes, given tensors pairs of a name and sizes."""
    found = {}
    for latex, *shape in definitions:
        defined = define(latex, "by definition", TABLE, shape=shape)
        found[defined.name] = defined.definition
    for spelling, *shape in given:
        found[read(spelling).name] = Tensor(tuple(map(read, shape)))
    return Context(TABLE, found, tuple(map(read, hypotheses)))


CONV = context(
    (r"A_{o,i} := \sum_{t=0}^{k-1} w_{t} [i = s o + d t - p]", "m", "n"),
    (r"y_{o} := \sum_{t=0}^{k-1} w_{t} x_{s o + d t - p}", "m"),
    (r"z_{j} := \sum_{o=0}^{m-1} \sum_{t=0}^{k-1} y'_{o} w_{t} [j = s o + d t - p]", "n"),
    (r"x'_{j} := \sum_{o=0}^{m-1} y'_{o} [j = s o]", r"s (m - 1) + 1"),
    given=[("w", "k"), ("x", "n"), ("y'", "m"), (r"\phi", "n"), ("w'", "k")],
)
CONV_2D = context(
    (
        r"F_{o,o',i,i'} := \sum_{t=0}^{k-1} \sum_{t'=0}^{k'-1} K_{t,t'} "
        r"[i = s o + d t - p] [i' = s' o' + d' t' - p']",
        "M", "N", "H", "W",
    ),
    (
        r"Y_{o,o'} := \sum_{t=0}^{k-1} \sum_{t'=0}^{k'-1} K_{t,t'} "
        r"X_{s o + d t - p, s' o' + d' t' - p'}",
        "M", "N",
    ),
    (
        r"Z_{i,i'} := \sum_{o=0}^{M-1} \sum_{o'=0}^{N-1} \sum_{t=0}^{k-1} \sum_{t'=0}^{k'-1} "
        r"B_{o,o'} K_{t,t'} [i = s o + d t - p] [i' = s' o' + d' t' - p']",
        "H", "W",
    ),
    given=[("K", "k", "k'"), ("X", "H", "W"), ("B", "M", "N")],
)  # fmt: skip
CHANNELS = context(
    (r"Y_{q,o} := \sum_{c=0}^{C-1} \sum_{t=0}^{k-1} T_{q,c,t} X_{c,s o + d t - p}", "Q", "m"),
    (r"F_{q,o,c,i} := \sum_{t=0}^{k-1} T_{q,c,t} [i = s o + d t - p]", "Q", "m", "C", "n"),
    (
        r"Z_{c,i} := \sum_{q=0}^{Q-1} \sum_{o=0}^{m-1} \sum_{t=0}^{k-1} T_{q,c,t} B_{q,o} "
        r"[i = s o + d t - p]",
        "C", "n",
    ),
    given=[("T", "Q", "C", "k"), ("X", "C", "n"), ("B", "Q", "m")],
)  # fmt: skip
SHUFFLE_1D = context(
    (r"V_{q,c,t} := T_{\lfloor \frac{q}{r} \rfloor, c, r (k - 1 - t) + \left(q \bmod r\right)}",
     "r Q", "C", "k"),
    (r"Y_{q,o} := \sum_{c=0}^{C-1} \sum_{t=0}^{k-1} V_{q,c,t} X_{c,o + t - p}", "r Q", "m"),
    (
        r"Z_{q,j} := \sum_{c=0}^{C-1} \sum_{i=0}^{n-1} \sum_{t=0}^{k r - 1} X_{c,i} T_{q,c,t} "
        r"[j = r i + t - p']",
        "Q", "r m",
    ),
    given=[("T", "Q", "C", "k r"), ("X", "C", "n")],
    hypotheses=[r"0 \le q < Q", r"0 \le u < r", r"0 \le o < m", r"p' = r (k - 1 - p)"],
)  # fmt: skip
SHUFFLE_2D = context(
    (
        r"G_{q,c,t,t'} := F_{\lfloor \frac{q}{r^2} \rfloor, c, "
        r"r (k - 1 - t) + \left(\lfloor \frac{q}{r} \rfloor \bmod r\right), "
        r"r (k - 1 - t') + \left(q \bmod r\right)}",
        "r^2 Q", "C", "k", "k",
    ),
    (
        r"P_{q,o,o'} := \sum_{c=0}^{C-1} \sum_{t=0}^{k-1} \sum_{t'=0}^{k-1} G_{q,c,t,t'} "
        r"T_{c,o + t - p,o' + t' - p}",
        "r^2 Q", "m", "m'",
    ),
    (
        r"R_{q,j,j'} := \sum_{c=0}^{C-1} \sum_{i=0}^{H-1} \sum_{i'=0}^{W-1} \sum_{t=0}^{k r - 1} "
        r"\sum_{t'=0}^{k r - 1} T_{c,i,i'} F_{q,c,t,t'} [j = r i + t - p'] [j' = r i' + t' - p']",
        "Q", "r m", "r m'",
    ),
    given=[("F", "Q", "C", "k r", "k r"), ("T", "C", "H", "W")],
    hypotheses=[
        r"0 \le q < Q", r"0 \le u < r", r"0 \le v < r", r"0 \le o < m", r"0 \le o' < m'",
        r"p' = r (k - 1 - p)",
    ],
)  # fmt: skip
TWO_LAYERS = context(
    (r"y_{o} := \sum_{t=0}^{k-1} w_{t} x_{o + t}", "n - k + 1"),
    (r"z_{j} := \sum_{u=0}^{k'-1} w'_{u} y_{s j + u}", "m"),
    (r"\phi_{t} := \sum_{u=0}^{k'-1} \sum_{v=0}^{k-1} w'_{u} w_{v} [t = u + v]", "k + k' - 1"),
    (r"\psi_{j} := \sum_{t=0}^{k+k'-2} \phi_{t} x_{s j + t}", "m"),
    given=[("w", "k"), ("w'", "k'"), ("x", "n")],
    hypotheses=[r"s (m - 1) + k + k' - 1 \le n"],
)

PROVED = {
    "a convolution is its matrix times the input": (
        CONV, r"y_{o} = \sum_{i=0}^{n-1} A_{o,i} x_{i}"),
    "the same for whole arrays": (CONV, "y = A x"),
    "the same with the window written out, for every row": (
        CONV,
        r"\forall o \in \{0, \dots, m-1\} : \sum_{t=0}^{k-1} w_{t} x_{s o + d t - p} = "
        r"\sum_{i=0}^{n-1} A_{o,i} x_{i}"),
    "the transposed convolution is the transposed matrix": (CONV, r"z = A^{\top} y'"),
    "the same entry by entry": (CONV, r"z_{j} = \sum_{o=0}^{m-1} A_{o,j} y'_{o}"),
    "adjoint": (
        CONV,
        r"\sum_{o=0}^{m-1} y'_{o} \sum_{i=0}^{n-1} A_{o,i} x_{i} = "
        r"\sum_{i=0}^{n-1} x_{i} \sum_{o=0}^{m-1} A_{o,i} y'_{o}"),
    "adjoint of the layers": (
        CONV, r"\sum_{o=0}^{m-1} y'_{o} y_{o} = \sum_{i=0}^{n-1} x_{i} z_{i}"),
    "linear in the input": (
        CONV,
        r"\sum_{t=0}^{k-1} w_{t} (a x_{s o + d t - p} + b \phi_{s o + d t - p}) = "
        r"a \sum_{t=0}^{k-1} w_{t} x_{s o + d t - p} + "
        r"b \sum_{t=0}^{k-1} w_{t} \phi_{s o + d t - p}"),
    "linear in the kernel": (
        CONV,
        r"\sum_{t=0}^{k-1} (w_{t} - 2 w'_{t}) x_{s o + t} = "
        r"\sum_{t=0}^{k-1} w_{t} x_{s o + t} - 2 \sum_{t=0}^{k-1} w'_{t} x_{s o + t}"),
    "zero-stuffing, then a convolution with the reversed kernel": (
        CONV,
        r"\forall j \in \{0, \dots, n-1\} : z_{j} = "
        r"\sum_{t=0}^{k-1} w_{k-1-t} x'_{j + d t - (d (k - 1) - p)}"),
    "a sum in the other direction": (
        CONV, r"\sum_{t=0}^{k-1} w_{t} x_{o + t} = \sum_{t=0}^{k-1} w_{k-1-t} x_{o + k - 1 - t}"),
    "a sum from another start": (
        CONV, r"\sum_{t=0}^{k-1} w_{t} x_{o + t} = \sum_{t=o}^{o+k-1} w_{t-o} x_{t}"),
    "a range longer than the tensor changes nothing": (
        CONV, r"\sum_{t=0}^{k} w_{t} x_{o + t} = \sum_{t=-3}^{2 k} w_{t} x_{o + t}"),
    "counting": (CONV, r"\sum_{i=0}^{n-1} \sum_{o=0}^{m-1} 1 = m n"),
    "two axes": (
        CONV_2D, r"Y_{o,o'} = \sum_{i=0}^{H-1} \sum_{i'=0}^{W-1} F_{o,o',i,i'} X_{i,i'}"),
    "two axes, transposed": (
        CONV_2D, r"Z_{i,i'} = \sum_{o=0}^{M-1} \sum_{o'=0}^{N-1} F_{o,o',i,i'} B_{o,o'}"),
    "channels": (CHANNELS, r"Y_{q,o} = \sum_{c=0}^{C-1} \sum_{i=0}^{n-1} F_{q,o,c,i} X_{c,i}"),
    "channels, transposed": (
        CHANNELS, r"Z_{c,i} = \sum_{q=0}^{Q-1} \sum_{o=0}^{m-1} F_{q,o,c,i} B_{q,o}"),
    "sub-pixel convolution": (SHUFFLE_1D, r"Y_{r q + u, o} = Z_{q, r o + u}"),
    "sub-pixel convolution in two dimensions": (
        SHUFFLE_2D, r"P_{r^2 q + r u + v, o, o'} = R_{q, r o + u, r o' + v}"),
    "two layers are one with the composed kernel": (TWO_LAYERS, r"z = \psi"),
    "upsampling by repetition, by floor and by sum": (
        context((r"y_{j} := x_{\lfloor \frac{j}{r} \rfloor}", "r n"),
                (r"z_{j} := \sum_{i=0}^{n-1} \sum_{u=0}^{r-1} x_{i} [j = r i + u]", "r n"),
                given=[("x", "n")]),
        r"y = z"),
    "the remainder is what the quotient leaves": (
        context((r"y_{j} := x_{j - r \lfloor \frac{j}{r} \rfloor}", "n"), given=[("x", "r")]),
        r"\forall j \in \{0, \dots, n-1\} : y_{j} = x_{\left(j \bmod r\right)}"),
    "every stride-th element by divisibility": (
        context(given=[("x", "n"), ("y'", "m")]),
        r"\sum_{j=0}^{s (m - 1)} [s \mid j] x_{j} = \sum_{o=0}^{m-1} x_{s \cdot o}"),
    "padding with zeros and cropping again": (
        context((r"y_{j} := x_{j - p}", "n + 2 p"), given=[("x", "n")]),
        r"\forall i \in \{0, \dots, n-1\} : y_{i + p} = x_{i}"),
    "an unequal pair and an equal pair are all pairs": (
        context(given=[("x", "n")]),
        r"\sum_{i=0}^{n-1} \sum_{j=0}^{n-1} x_{i} x_{j} [i \ne j] + \sum_{i=0}^{n-1} x_{i}^2 = "
        r"\left(\sum_{i=0}^{n-1} x_{i}\right)^2"),
    "cases are brackets": (
        context((r"y_{i} := \begin{cases} x_{i} & \text{if } i < m \\ 0 & \text{otherwise} "
                 r"\end{cases}", "n"), given=[("x", "n")]),
        r"\sum_{i=0}^{n-1} y_{i} = \sum_{i=0}^{m-1} x_{i}"),
    "an implication": (
        CONV,
        r"0 \le o < m \Rightarrow \sum_{t=0}^{k-1} w_{t} x_{s o + d t - p} = y_{o}"),
}  # fmt: skip


@pytest.mark.parametrize(("where", "latex"), PROVED.values(), ids=PROVED)
def test_is_proved_for_all_sizes(where, latex):
    verdict = decide(read(latex), where)
    assert isinstance(verdict, Proved), verdict
    assert verdict.method == "index notation normal form"
    assert "for all sizes" in verdict.evidence


REFUTED = {
    "shifted window": (CONV, r"y_{o} = \sum_{i=0}^{n-1} A_{o,i} x_{i+1}"),
    "shifted matrix": (CONV, r"y_{o} = \sum_{i=0}^{n-1} A_{o,i+1} x_{i}"),
    "row above": (CONV, r"y_{o} = \sum_{i=0}^{n-1} A_{o-1,i} x_{i}"),
    "first column forgotten": (CONV, r"y_{o} = \sum_{i=1}^{n-1} A_{o,i} x_{i}"),
    "last column forgotten": (CONV, r"y_{o} = \sum_{i=0}^{n-2} A_{o,i} x_{i}"),
    "last row forgotten": (CONV, r"z_{j} = \sum_{o=0}^{m-2} A_{o,j} y'_{o}"),
    "dropped dilation": (CONV, r"y_{o} = \sum_{t=0}^{k-1} w_{t} x_{s o + t - p}"),
    "dropped stride": (CONV, r"y_{o} = \sum_{t=0}^{k-1} w_{t} x_{o + d t - p}"),
    "dropped padding": (CONV, r"y_{o} = \sum_{t=0}^{k-1} w_{t} x_{s o + d t}"),
    "padding twice": (CONV, r"y_{o} = \sum_{t=0}^{k-1} w_{t} x_{s o + d t - 2 p}"),
    "padding with the wrong sign": (CONV, r"y_{o} = \sum_{t=0}^{k-1} w_{t} x_{s o + d t + p}"),
    "stride and dilation exchanged": (CONV, r"y_{o} = \sum_{t=0}^{k-1} w_{t} x_{d o + s t - p}"),
    "off by one": (CONV, r"y_{o} = \sum_{t=0}^{k-1} w_{t} x_{s o + d t - p + 1}"),
    "reversed kernel": (CONV, r"y_{o} = \sum_{t=0}^{k-1} w_{k-1-t} x_{s o + d t - p}"),
    "reversed window": (CONV, r"y_{o} = \sum_{t=0}^{k-1} w_{t} x_{s o - d t - p}"),
    "range too short": (CONV, r"y_{o} = \sum_{t=0}^{k-2} w_{t} x_{s o + d t - p}"),
    "range too late": (CONV, r"y_{o} = \sum_{t=1}^{k} w_{t} x_{s o + d t - p}"),
    "kernel indexed from one": (CONV, r"y_{o} = \sum_{t=0}^{k-1} w_{t+1} x_{s o + d t - p}"),
    "twice as much": (CONV, r"y_{o} = 2 \sum_{i=0}^{n-1} A_{o,i} x_{i}"),
    "another kernel": (CONV, r"y_{o} = \sum_{t=0}^{k-1} w'_{t} x_{s o + d t - p}"),
    "rows that do not exist": (
        CONV, r"\sum_{t=0}^{k-1} w_{t} x_{s o + d t - p} = \sum_{i=0}^{n-1} A_{o,i} x_{i}"),
    "matrix not transposed": (CONV, r"\forall j \in \{0, \dots, m-1\} : z_{j} = "
                                    r"\sum_{o=0}^{m-1} A_{j,o} y'_{o}"),
    "zero-stuffing without reversing": (
        CONV, r"z_{j} = \sum_{t=0}^{k-1} w_{t} x'_{j + d t - (d (k - 1) - p)}"),
    "zero-stuffing with the padding of the convolution": (
        CONV, r"z_{j} = \sum_{t=0}^{k-1} w_{k-1-t} x'_{j + d t - p}"),
    "zero-stuffing with full padding for no dilation": (
        CONV, r"z_{j} = \sum_{t=0}^{k-1} w_{k-1-t} x'_{j + d t - (k - 1 - p)}"),
    "axes exchanged": (
        CONV_2D, r"Y_{o,o'} = \sum_{i=0}^{H-1} \sum_{i'=0}^{W-1} F_{o',o,i,i'} X_{i,i'}"),
    "height for width": (
        CONV_2D, r"Y_{o,o'} = \sum_{i=0}^{W-1} \sum_{i'=0}^{H-1} F_{o,o',i,i'} X_{i,i'}"),
    "input transposed": (
        CONV_2D, r"Y_{o,o'} = \sum_{i=0}^{H-1} \sum_{i'=0}^{W-1} F_{o,o',i,i'} X_{i',i}"),
    "kernel transposed": (
        CONV_2D,
        r"Y_{o,o'} = \sum_{t=0}^{k'-1} \sum_{t'=0}^{k-1} K_{t',t} "
        r"X_{s o + d t - p, s' o' + d' t' - p'}"),
    "stride of the other axis": (
        CONV_2D,
        r"Y_{o,o'} = \sum_{t=0}^{k-1} \sum_{t'=0}^{k'-1} K_{t,t'} "
        r"X_{s' o + d t - p, s o' + d' t' - p'}"),
    "padding of the other axis": (
        CONV_2D,
        r"Y_{o,o'} = \sum_{t=0}^{k-1} \sum_{t'=0}^{k'-1} K_{t,t'} "
        r"X_{s o + d t - p', s' o' + d' t' - p}"),
    "one channel forgotten": (
        CHANNELS, r"Y_{q,o} = \sum_{c=1}^{C-1} \sum_{i=0}^{n-1} F_{q,o,c,i} X_{c,i}"),
    "channels not summed": (
        CHANNELS, r"Y_{q,o} = C \sum_{i=0}^{n-1} F_{q,o,0,i} X_{0,i}"),
    "shuffled to the next pixel": (SHUFFLE_1D, r"Y_{r q + u, o} = Z_{q, r o + u + 1}"),
    "shuffled backwards": (SHUFFLE_1D, r"Y_{r q + u, o} = Z_{q, r o + r - 1 - u}"),
    "shuffled with channels first": (SHUFFLE_1D, r"Y_{Q u + q, o} = Z_{q, r o + u}"),
    "shuffled with axes exchanged": (
        SHUFFLE_2D, r"P_{r^2 q + r v + u, o, o'} = R_{q, r o + u, r o' + v}"),
    "composed kernel too short": (
        TWO_LAYERS, r"z_{j} = \sum_{t=0}^{k+k'-3} \phi_{t} x_{s j + t}"),
    "stride in the wrong layer": (
        TWO_LAYERS, r"z_{j} = \sum_{t=0}^{k+k'-2} \phi_{t} x_{j + s t}"),
    "pairs counted once": (
        context(given=[("x", "n")]),
        r"\sum_{i=0}^{n-1} \sum_{j=0}^{n-1} x_{i} x_{j} [i < j] + \sum_{i=0}^{n-1} x_{i}^2 = "
        r"\left(\sum_{i=0}^{n-1} x_{i}\right)^2"),
    "wrong count": (CONV, r"\sum_{i=0}^{n-1} \sum_{o=0}^{m} 1 = m n"),
    "a range that may be empty": (CONV, r"\sum_{i=0}^{n-m-1} 1 = n - m"),
    "one row too many": (
        context((r"y_{o} := x_{o}", "m"), given=[("x", "n")], hypotheses=[r"0 \le o \le m"]),
        "x_{o} = y_{o}"),
    "ceiling for floor": (
        context((r"y_{j} := x_{\lceil \frac{j}{r} \rceil}", "r n"),
                (r"z_{j} := x_{\lfloor \frac{j}{r} \rfloor}", "r n"), given=[("x", "n")]),
        "y = z"),
    "crop on the wrong side": (
        context((r"y_{j} := x_{j - p}", "n + 2 p"), given=[("x", "n")]),
        r"\forall i \in \{0, \dots, n-1\} : y_{i} = x_{i}"),
}  # fmt: skip


@pytest.mark.parametrize(("where", "latex"), REFUTED.values(), ids=REFUTED)
def test_a_slip_is_refuted_with_sizes(where, latex):
    verdict = decide(read(latex), where)
    assert isinstance(verdict, Refuted), verdict
    assert len(verdict.counterexample) > 2


def test_a_counterexample_satisfies_the_hypotheses():
    verdict = decide(read(r"Y_{r q + u, o} = Z_{q, r o + u + 1}"), SHUFFLE_1D)
    at = {k: int(v) for k, v in verdict.counterexample.items() if v.lstrip("-").isdigit()}
    assert 0 <= at["u"] < at["r"]
    assert at["p'"] == at["r"] * (at["k"] - 1 - at["p"])


UNDECIDED = {
    "an inequality": (CONV, r"y_{o} \le z_{o}", "not an equality"),
    "sizes that do not meet": (CONV, "z = A y'", "sizes do not meet"),
    "arrays of different sizes": (CONV, "x = y", "different sizes"),
    "a product over an index": (
        CONV, r"y_{o} = \prod_{i=0}^{n-1} x_{i}", "outside index notation"),
    "a function": (CONV, r"y_{o} = \exp(x_{o})", "the difference of the sides is"),
    "an index as a factor": (CONV, r"\sum_{i=0}^{n-1} i x_{i} = \sum_{i=0}^{n-1} x_{i}", "factor"),
    "a product of indices": (
        CONV, r"\sum_{i=0}^{n-1} \sum_{j=0}^{n-1} x_{i \cdot j} = x_{0}", "product of"),
    "a real number as an index": (CONV, r"x_{a} = x_{a}", "not an integer"),
    "a fraction as an index": (CONV, r"x_{\frac{o}{2}} = x_{\frac{o}{2}}", "fraction"),
    "hypotheses without small points": (
        context(given=[("x", "n")], hypotheses=["n < 0"]), "x_{o} = x_{o}", "cross-check"),
    "a sum without its set": (CONV, r"\sum_{i} x_{i} = \sum_{j} x_{j}", "not stated"),
    "a definition by itself": (
        context(("y_{o} := y_{o} + 1", "n")), "y_{o} = y_{o}", "leads back to itself"),
}  # fmt: skip


@pytest.mark.parametrize(("where", "latex", "why"), UNDECIDED.values(), ids=UNDECIDED)
def test_what_is_outside_the_notation_is_undecided_with_its_reason(where, latex, why):
    verdict = decide(read(latex), where)
    assert isinstance(verdict, Undecided), verdict
    assert why in verdict.reasons[0]
