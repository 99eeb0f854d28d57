r"""Answers to two published homeworks: what is right, what is wrong, and the mistake behind it.

The formulas are those of two sets of answers that were handed in. Each answer that is called wrong
here was derived again by hand or with torch: see ``test_claims_by_torch.py``.
"""

from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding

CPEN, FUNDAMENTALS = "cpen455_hw2", "cnn_fundamentals"
RIGHT = {
    (CPEN, "2.1"): "layer 2: $128$, layer 3: $64$, layer 4: $32$",
    (CPEN, "2.2"): r"""
- $H_1 \rightarrow 100 \times 128 \times 256 \times 256$
- $H_2 \rightarrow 100 \times 64 \times 128 \times 128$
- $H_3 \rightarrow 100 \times 32 \times 64 \times 64$
- $H_4 \rightarrow 100 \times 16 \times 64 \times 64$
- $H_5 \rightarrow 100 \times 16 \times 32 \times 32$
- flattened: $100 \times 16384$; weights $16384 \times 10$; $\mathbf{Y} \rightarrow 100 \times 10$
""",
    (CPEN, "3.1"): r"""
$$H' = \left\lfloor \frac{H + 2P - K}{S} + 1 \right\rfloor,
\quad W' = \left\lfloor \frac{W + 2P - K}{S} + 1 \right\rfloor,
\quad Y \in \mathbb{R}^{H' \times W'}$$
""",
    (CPEN, "3.3.1"): r"""
$$\hat{X} = \begin{bmatrix} -4 & 5 & 6 \\ 10 & -4 & -10 \\ 6 & -5 & -4 \end{bmatrix}$$
""",
    (CPEN, "4.1"): r"""
$$\therefore Y = \begin{bmatrix} 0 & 25 & 10 \\ 8 & -10 & 24 \\ -4 & 12 & -8 \end{bmatrix}$$
""",
    (CPEN, "4.2"): r"""
With $K_d = 1 + (K - 1)d$:
$$H' = \left\lfloor \frac{H + 2P - K_d}{S} + 1 \right\rfloor
= \left\lfloor \frac{H + 2P - d(K - 1) - 1}{S} + 1 \right\rfloor$$
$$\therefore W' = \left\lfloor \frac{W + 2P - d(K - 1) - 1}{S} + 1 \right\rfloor$$
""",
    (CPEN, "4.3"): r"""
$$P' = W - (S(W' - 1) - 2P + d(K - 1) + 1)$$
""",
    (CPEN, "5.1"): r"$$K \times K \times C \times N = CK^2N$$",
    (CPEN, "2.5.2"): r"""
$$m_c = \frac{1}{BHW} \sum_{b=1}^B \sum_{h=1}^H \sum_{w=1}^W X_{b,c,h,w}$$
$$v_c = \frac{1}{BHW} \sum_{b=1}^B \sum_{h=1}^H \sum_{w=1}^W (X_{b,c,h,w} - m_c)^2$$
$$\hat{X}_{b,c,h,w} = \frac{X_{b,c,h,w} - m_c}{\sqrt{v_c + \epsilon}}$$
""",
    (CPEN, "2.5.3"): r"""
$$m_{h,w} = \frac{1}{BC} \sum_{b=1}^B \sum_{c=1}^C X_{b,c,h,w}$$
$$v_{h,w} = \frac{1}{BC} \sum_{b=1}^B \sum_{c=1}^C (X_{b,c,h,w} - m_{h,w})^2$$
$$\hat{X}_{b,c,h,w} = \frac{X_{b,c,h,w} - m_{h,w}}{\sqrt{v_{h,w} + \epsilon}}$$
""",
    (FUNDAMENTALS, "1.1(a)"): "Output of size $(3, 3)$.",
    (FUNDAMENTALS, "1.1(b)"): r"""
$$O = \left\lfloor \frac{I + 2 * P - K}{S} + 1 \right\rfloor$$
For $P=0$, $S=1$: $O_{\text{width}} = \left\lfloor \frac{5+2*0-3}{1} + 1 \right\rfloor = 3
= O_{\text{height}}$
""",
    (FUNDAMENTALS, "1.2(c)"): r"""
$$\text{max-pooling}(\mathbf{C}) =
\begin{array}{|c|c|} \hline 109 & 92 \\ \hline 110 & 85 \\ \hline \end{array}$$
""",
}
Verdict = Callable[[str, str, str], Finding]


@pytest.mark.parametrize(("sheet", "question"), RIGHT, ids=str)
def test_right_answers_are_right(verdict: Verdict, sheet: str, question: str) -> None:
    """In their own letters, with their own layout, and with instances beside the formula."""
    found = verdict(sheet, question, RIGHT[sheet, question])
    assert found.right, found.summary
    assert not [line for line in found.lines if line.verdict == "wrong"]


def test_other_letters_are_shown(verdict: Verdict) -> None:
    """The dilation is d in the answer and D in the question."""
    assert "d read as D" in verdict(CPEN, "4.2", RIGHT[CPEN, "4.2"]).message


def test_the_unbiased_variance_is_another_convention(verdict: Verdict) -> None:
    """Divided by one less; the mean and the normalised value are as they should be."""
    answer = RIGHT[CPEN, "2.5.2"].replace(r"v_c = \frac{1}{BHW}", r"v_c = \frac{1}{BHW - 1}")
    found = verdict(CPEN, "2.5.2", answer)
    assert found.verdict == "other convention"
    assert "N - 1" in found.convention


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"m_c = \frac{1}{BHW}", r"m_c = \frac{1}{HW}"),
        (r"(X_{b,c,h,w} - m_c)^2", r"(X_{b,c,h,w} + m_c)^2"),
        (r"\frac{X_{b,c,h,w} - m_c}", r"\frac{X_{b,c,h,w} - v_c}"),
        (r"\sum_{b=1}^B \sum_{h=1}^H \sum_{w=1}^W X", r"\sum_{h=1}^H \sum_{w=1}^W X"),
    ],
)
def test_a_wrong_normalisation_is_not_right(verdict: Verdict, right: str, wrong: str) -> None:
    """Other factors, signs, quantities and axes."""
    answer = RIGHT[CPEN, "2.5.2"]
    assert right in answer
    assert not verdict(CPEN, "2.5.2", answer.replace(right, wrong)).right


def test_a_total_that_is_not_stated(verdict: Verdict) -> None:
    """Every layer is counted, their sum is not given; the equals signs are chained."""
    answer = r"""
- $H_1 \rightarrow 128 = 9600 + 128 = 9728$
- $H_2 \rightarrow 204800 + 64 = 204864$
- $H_3 \rightarrow 18432 + 32 = 18464$
- $H_4 \rightarrow 512 + 16 = 528$
- $H_5 \rightarrow 0$
- $Y \rightarrow 163840 + 10 = 163850$
"""
    found = verdict(CPEN, "2.4", answer)
    assert (found.verdict, found.code) == ("incomplete", "SC431")
    (line,) = [line for line in found.lines if line.verdict == "wrong"]
    assert (line.code, line.message) == ("SC412", "128 = 9728 is false")
    assert line.place is not None
    assert line.place.line == 2


def test_weights_without_their_total(verdict: Verdict) -> None:
    """The same without biases."""
    layers = {"H_1": 9600, "H_2": 204800, "H_3": 18432, "H_4": 512, "H_5": 0, r"\mathbf{Y}": 163840}
    answer = "\n".join(rf"- ${name} \rightarrow {count}$" for name, count in layers.items())
    assert verdict(CPEN, "2.3", answer).verdict == "incomplete"


def test_a_linear_layer_sees_everything(verdict: Verdict) -> None:
    """The field of Y is given as that of the pool before it."""
    fields = {"H_1": 5, "H_2": 13, "H_3": 21, "H_4": 21, "H_5": 29, r"\mathbf{Y}": 29}
    answer = "\n".join(rf"- ${k} \rightarrow {v} \times {v}$" for k, v in fields.items())
    found = verdict(CPEN, "2.6", answer)
    assert found.verdict == "wrong"
    assert found.cause is not None
    assert found.cause.name == "local-where-global"


def test_the_floor_is_dropped_on_the_way(verdict: Verdict) -> None:
    """The result is right; an implication in it is not."""
    answer = r"""
$$\begin{aligned}
W' &= \left\lfloor \frac{W + 2P - K}{S} + 1 \right\rfloor \rightarrow W = S(W' - 1) - 2P + K \\
\hat{W} &= W \rightarrow \hat{W} = S(W' - 1) - 2P + K + P' \\
\hat{W} &= W \rightarrow P' = W - (S(W' - 1) - 2P + K)
\end{aligned}$$
"""
    found = verdict(CPEN, "3.2", answer)
    assert found.right
    (line,) = [line for line in found.lines if line.verdict == "wrong"]
    assert line.code == "SC413"


def test_all_parameters_ignored(verdict: Verdict) -> None:
    """A transposed convolution with S = 2, P = 1, P' = 1, computed with S = 1, P = 0, P' = 0."""
    answer = r"""
$$\hat{X} = \begin{bmatrix} -9 & 10 & -18 & -10 & -21 \\ 3 & -3 & 6 & 3 & 9 \\
30 & 39 & 34 & 9 & 2 \\ 21 & 23 & 22 & 7 & -1 \\ 9 & 12 & 4 & 0 & -1 \end{bmatrix}$$
"""
    found = verdict(CPEN, "3.3.2", answer)
    assert (found.verdict, found.code) == ("wrong", "SC404")
    assert "5 x 5, expected 6 x 6" in found.message
    assert found.cause is not None
    assert (found.cause.name, found.cause.fit) == ("params-ignored", 1)
    assert found.cause.tried > 60


def test_a_ratio_that_is_not_stated(verdict: Verdict) -> None:
    """The parameters of all groups are right, the ratio is missing."""
    answer = r"""
Per group: $$K \times K \times \frac{C}{M} \times \frac{N}{M} = \frac{CK^2N}{M^2}$$
All $M$ groups: $$M \times \frac{CK^2N}{M^2} = \frac{CK^2N}{M}$$
"""
    assert verdict(CPEN, "5.2", answer).verdict == "incomplete"


def test_operations(verdict: Verdict) -> None:
    """Additions of the pointwise step are miscounted, and additions count like products."""
    answer = r"""
Vanilla parameters: $CK^2N$. Vanilla operations:
$$B \times N \times H \times W \times (CK^2 + CK^2 - 1) = BHNW(2CK^2 - 1) \approx 2BCHK^2NW$$
Depthwise step:
$$B \times C \times H \times W \times (K^2 + K^2 - 1) = BCHW(2K^2 - 1) \approx 2BCHK^2W$$
Pointwise step:
$$B \times H \times W \times (CN + CN - 1) = BHW(2CN - 1) \approx 2BCHNW$$
Depthwise separable:
$$\text{Parameters} = C(K^2 + N), \text{ Operations} = 2BCHW(K^2 + N)$$
Vanilla:
$$\text{Parameters} = CK^2N, \text{ Operations} = 2BCHW(K^2N)$$
"""
    found = verdict(CPEN, "6", answer)
    assert found.verdict == "wrong"
    assert found.cause is not None
    assert set(found.cause.name.split("+")) == {"mac-as-flop", "additions-miscounted"}


def test_fields_behind_a_transposed_convolution(verdict: Verdict) -> None:
    """The size formula for the field, a line with a wrong product, a layer that sees everything."""
    answer = r"""
### H_1
$r_1 = r_0 + (k-1)j_0 = 1 + (5-1)1 = 5$, $j_1 = j_0s = 1(2) = 2$; $5 \times 5$
### H_2
$r_2 = r_1 + (k-1)j_1 = 5 + (5-1)2 = 13$, $j_2 = j_1s = 2(2) = 4$; $13 \times 13$
### H_3
$r_3 = r_2 + (k-1)j_2 = 13 + (1-1)4 = 13$, $j_3 = j_2s = 4(1) = 4$; $13 \times 13$
### H_4
$$r_4 = k + (r_3 - 1)j_3 = 3 + (13 - 1)4 = 27, \quad j_4 = \frac{j_3}{s} = \frac{4}{2} = 2$$
### H_5
$r_5 = r_4 + (k - 1)j_4 = 27 + (2 - 1)2 = 29$, $j_5 = j_4 s = 2(2) = 4$; $29 \times 29$
### Y
the linear layer adds no local kernel: $29 \times 29$
"""
    found = verdict(CPEN, "7", answer)
    assert found.verdict == "wrong"
    assert found.cause is not None
    assert found.cause.name == "transposed-size-formula+local-where-global"
    (line,) = [line for line in found.lines if line.verdict == "wrong"]
    assert line.message == "51 = 27 is false"


@pytest.mark.parametrize("question", ["1.2", "1.3"])
def test_networks_for_xor(verdict: Verdict, question: str) -> None:
    """Both networks have the table; a line leaves the activation out, another names a wrong one."""
    square = question == "1.2"
    w, c = (r"1 & -1 \\ 1 & 1", r"0 \\ -1") if square else (r"1 & 1 \\ 1 & 1", r"0 \\ -1")
    out, b = (r"\frac{1}{2} \\ -\frac{1}{2}", r"\frac{1}{2}") if square else (r"1 \\ -2", "0")
    answer = rf"""
$$\mathbf{{h}}(\mathbf{{x}}) = \sigma(\mathbf{{W}}^\top \mathbf{{x}} + \mathbf{{c}}),
\quad \mathbf{{W}}^\top = \begin{{bmatrix}} {w} \end{{bmatrix}},
\quad \mathbf{{c}} = \begin{{bmatrix}} {c} \end{{bmatrix}}$$
Because $\sigma(x) = x^2$:
$$\mathbf{{w}} = \begin{{bmatrix}} {out} \end{{bmatrix}}, \quad \mathbf{{h}} =
\begin{{bmatrix}} {w} \end{{bmatrix}} \mathbf{{x}} + \begin{{bmatrix}} {c} \end{{bmatrix}},
\quad b = {b}$$
"""
    found = verdict(CPEN, question, answer)
    assert found.right
    assert "all 4 rows" in found.how
    wrong = [line.message for line in found.lines if line.verdict == "wrong"]
    assert "the activation is left out" in wrong
    assert any("another activation" in message for message in wrong) is not square


def test_a_line_of_a_convolution_by_hand(verdict_on: Callable[[str, str], Finding]) -> None:
    """The matrix is right; the sum that is written out for its first entry is not 109."""
    given = """ask: conv_by_hand, given: {
      X: [[4,5,2,2,1],[3,3,2,2,4],[4,3,4,1,1],[5,1,4,1,2],[5,1,3,1,4]],
      W: [[4,3,3],[5,5,5],[2,4,3]]}"""
    answer = r"""
Upper corner: $4 \times 3 + 5 \times 3 + 2 \times 3 + 3 \times 5 + 3 \times 5 + 2 \times 5
+ 4 \times 2 + 3 \times 4 + 4 \times 3 = 109$.
$$C = \begin{array}{|c|c|c|} \hline 109 & 92 & 72 \\ \hline 108 & 85 & 74 \\ \hline
110 & 74 & 79 \\ \hline \end{array}$$
"""
    found = verdict_on(given, answer)
    assert found.right
    assert [line.message for line in found.lines if line.verdict == "wrong"] == [
        "105 = 109 is false"
    ]


AFFINE = r"""
Shift parameter $\gamma$ and scale parameter $\beta$, learned per channel:
$$m_c = \frac{1}{BHW} \sum_{b=1}^B \sum_{h=1}^H \sum_{w=1}^W X_{b,c,h,w}$$
$$v_c = \frac{1}{BHW} \sum_{b=1}^B \sum_{h=1}^H \sum_{w=1}^W (X_{b,c,h,w} - m_c)^2$$
$$\hat{X}_{b,c,h,w} = \gamma_c \frac{X_{b,c,h,w} - m_c}{\sqrt{v_c + \epsilon}} + \beta_c$$
"""


def test_the_normalised_value_is_not_needed_where_the_result_is_written_out(
    verdict: Verdict,
) -> None:
    """Two names stand in the words before; the three formulas are the mean, v and the result."""
    assert verdict(CPEN, "2.5.6", AFFINE).right


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"+ \beta_c", r"- \beta_c"),
        (r"\gamma_c \frac", r"\gamma_c^2 \frac"),
        (r"m_c = \frac{1}{BHW}", r"m_c = \frac{1}{BH}"),
        (r"X_{b,c,h,w} - m_c}{", r"X_{b,c,h,w} + m_c}{"),
    ],
)
def test_a_wrong_part_of_it_is_found(verdict: Verdict, right: str, wrong: str) -> None:
    """One sign, factor or axis of the three."""
    assert right in AFFINE
    assert verdict(CPEN, "2.5.6", AFFINE.replace(right, wrong)).verdict == "wrong"


def test_a_result_in_terms_of_what_is_not_stated_is_incomplete(verdict: Verdict) -> None:
    """The result uses the normalised value, which nobody defined."""
    answer = AFFINE.replace(
        r"\frac{X_{b,c,h,w} - m_c}{\sqrt{v_c + \epsilon}}", r"\hat{x}_{b,c,h,w}"
    )
    assert not verdict(CPEN, "2.5.6", answer).right


def test_a_name_in_a_sentence_is_no_value_of_an_element(verdict: Verdict) -> None:
    """``C means'' names a number of means, and no normalised activation."""
    answer = "$C$ means and stds (way 2): its own per channel, like a shared filter."
    assert verdict(CPEN, "2.5.5", answer).verdict == "person"
