"""Concrete statements as they stand on sheets: each is judged, with the right evidence."""

from fractions import Fraction

import pytest

from symconv.latex.reader import read_one
from symconv.notation import Domain, SymbolTable, functions, name, scalars, tensors
from symconv.proof.context import Context, Formula, Tensor
from symconv.proof.exact_evaluation import decide, value
from symconv.proof.verdict import Exhausted, Proved, Refuted, Undecided

TABLE = SymbolTable.of(
    scalars("a b c", Domain.REAL),
    scalars("n m k s p", Domain.POSITIVE),
    scalars("i j o t u v", Domain.INTEGER),
    tensors("x y z g h w'", rank=1),
    tensors("A B C D X Y W Z S", rank=2),
    tensors("T", rank=3),
    functions("f"),
)


def read(latex):
    return read_one(latex, TABLE).statement


def given(text):
    """A tensor from rows of expressions, in the dialect."""
    rows = [row.split() for row in text.split(";")]
    entries = tuple(tuple(read(e) for e in row) for row in rows)
    return Tensor((read(str(len(rows))), read(str(len(rows[0])))), entries)


def free(*sizes):
    return Tensor(tuple(read(str(n)) for n in sizes))


def formula(latex, *shape):
    chain = read(latex)
    left, body = chain.sides
    parameters = tuple(i.name for i in getattr(left, "indices", ()))
    key = left.base.name if parameters else left.name
    return {key: Formula(body, parameters, tuple(read(str(n)) for n in shape))}


def context(*formulas, hypotheses=(), **tensors_):
    definitions = {name(k): v for k, v in tensors_.items()}
    for f in formulas:
        definitions |= f
    return Context(TABLE, definitions, tuple(map(read, hypotheses)))


TRANSPOSED = context(
    formula(r"Z_{i,j} := \sum_{u=0}^{1} \sum_{v=0}^{1} Y_{u,v} W_{i-u,j-v}", 3, 3),
    formula(r"S_{i,j} := [0 \le i] [i \le 1] [0 \le j] [j \le 1] 4 W_{i,j}", 3, 3),
    Y=given("4 3; 2 1"),
    W=given("-1 2; 3 -4"),
)
DILATED = context(
    formula(r"Z_{i,j} := X_{i-2,j-2}", 9, 9),
    formula(r"Y_{i,j} := \sum_{u=0}^{2} \sum_{v=0}^{2} W_{u,v} Z_{2 i + 2 u, 2 j + 2 v}", 3, 3),
    X=given("3 1 2 6 5; 6 8 1 7 9; 2 7 4 2 3; 8 3 5 4 1; 1 5 2 7 6"),
    W=given("-1 2 -3; 1 -2 3; 3 2 -1"),
)
MATRIX = context(
    formula(
        r"A_{i,j} := \sum_{u=0}^{2} \sum_{v=0}^{2} W_{u,v} "
        r"[\lfloor \frac{j}{3} \rfloor = 4 \lfloor \frac{i}{2} \rfloor + u - 2]"
        r"[\left(j \bmod 3\right) = 4 \left(i \bmod 2\right) + v - 2]",
        4,
        9,
    ),
    formula(
        r"y_{i} := \sum_{j=0}^{8} A_{i,j} X_{\lfloor \frac{j}{3} \rfloor, \left(j \bmod 3\right)}",
        4,
    ),
    W=free(3, 3),
    X=free(3, 3),
)

HOLDS = [
    (TRANSPOSED, r"Z = \begin{bmatrix} -4 & 5 & 6 \\ 10 & -4 & -10 \\ 6 & -5 & -4 \end{bmatrix}"),
    (TRANSPOSED, r"Z_{1,1} = 4 \cdot (-4) + 3 \cdot 3 + 2 \cdot 2 + 1 \cdot (-1) = -4"),
    (TRANSPOSED, r"S = \begin{bmatrix} -4 & 8 & 0 \\ 12 & -16 & 0 \\ 0 & 0 & 0 \end{bmatrix}"),
    (TRANSPOSED, r"Y \in \mathbb{R}^{2 \times 2}"),
    (TRANSPOSED, r"Z_{3,0} = 0"),
    (TRANSPOSED, r"\forall i \in \{0, 1, 2\} : Z_{i,0} + Z_{i,2} = 2 [i \neq 1]"),
    (TRANSPOSED, r"\exists i \in \{0, \dots, 2\} : Z_{i,i} = -4"),
    (TRANSPOSED, r"\max_{0 \le i < 2} W_{i,1} = 2 \wedge \min_{i \in \{0, 1\}} W_{i,0} = -1"),
    (TRANSPOSED, r"Y W = \begin{bmatrix} 5 & -4 \\ 1 & 0 \end{bmatrix}"),
    (TRANSPOSED, r"Y^{\top} - 2 W = \begin{bmatrix} 6 & -2 \\ -3 & 9 \end{bmatrix}"),
    (TRANSPOSED, r"Y \odot W = \begin{bmatrix} -4 & 6 \\ 6 & -4 \end{bmatrix}"),
    (
        TRANSPOSED,
        r"\begin{bmatrix} 1 & 2 \end{bmatrix} \otimes W = "
        r"\begin{bmatrix} -1 & 2 & -2 & 4 \\ 3 & -4 & 6 & -8 \end{bmatrix}",
    ),
    (TRANSPOSED, r"\operatorname{vec}(W) = \begin{bmatrix} -1 \\ 2 \\ 3 \\ -4 \end{bmatrix}"),
    (DILATED, r"Y_{0,0} = (-1) \cdot 0 + 2 \cdot 0 + (-3) \cdot 0 + 1 \cdot 0 + (-2) \cdot 3 "
              r"+ 3 \cdot 2 + 3 \cdot 0 + 2 \cdot 2 + (-1) \cdot 4 = 0"),
    (DILATED, r"Z_{2,2} = 3 \wedge Z_{8,8} = 0 \wedge Z_{1,2} = 0"),
    (MATRIX, r"A_{0,0} = W_{2,2} \wedge A_{0,1} = 0 \wedge A_{3,8} = W_{0,0}"),
    (MATRIX, r"y_{1} = W_{2,0} X_{0,2}"),
    (MATRIX, r"y = A \operatorname{vec}(X)"),
    (context(), r"\lfloor \frac{7}{2} \rfloor + \lceil \frac{7}{2} \rceil = 7"),
    (context(), r"\left((-1) \bmod 3\right) = 2"),
    (context(), r"\sum_{i=1}^{4} \sum_{j=1}^{i} j = 20"),
    (context(), r"\sum_{i=5}^{2} i = 0"),
    (context(), r"\prod_{i=1}^{5} i = 5! \wedge \binom{5}{2} = 10"),
    (context(), r"\sqrt{\frac{4}{9}} = \frac{2}{3} \wedge 8^{\frac{2}{3}} = 4"),
    (context(), r"\sqrt[500]{7^{500}} = 7 \wedge \sqrt[10^{12}]{1} = 1 \wedge \sqrt[3]{0} = 0"),
    (context(), r"\frac{1}{3} + \frac{1}{6} = 0.5"),
    (context(), r"3 \mid 12 \wedge \neg (5 \mid 12)"),
    (context(), r"\sum_{i \in \{1, 3, \dots, 9\}} i = 25"),
    (context(), r"\sum_{i=0}^{9} i \cdot [3 \mid i] = 18"),
    (context(), r"\sum_{i=0}^{3} \sum_{j=0}^{3} \delta_{i, j} = 4"),
    (context(), r"\sum_{i=-5}^{5} [i \cdot i = 4] (i + 1) = 2"),
    (context(), r"\max_{0 \le i \le 4} (3 i - i^2) = 2"),
    (context(formula(r"n := \lfloor \frac{9}{2} \rfloor + 1")), r"n^2 - 1 = 24 \wedge n > 4"),
    (context(), r"\begin{cases} 1 & \text{if } 2 < 1 \\ 5 & \text{otherwise} \end{cases} = 5"),
    (context(formula(r"f := 2"), x=free(3)), r"x_{0} \cdot a + a \cdot x_{1} = a (x_{1} + x_{0})"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "latex"), HOLDS, ids=[latex for _, latex in HOLDS])
def test_true_statements_are_shown(where, latex):
    assert isinstance(decide(read(latex), where), Proved | Exhausted)


FALSE = [
    (TRANSPOSED, r"Z = \begin{bmatrix} -4 & 5 & 6 \\ 10 & -4 & -10 \\ 6 & -5 & 4 \end{bmatrix}"),
    (TRANSPOSED, r"Z^{\top} = Z"),
    (TRANSPOSED, r"Y \in \mathbb{R}^{2 \times 3}"),
    (TRANSPOSED, r"Z_{1,1} = 4 \cdot (-4) + 3 \cdot 3 + 2 \cdot 2 = -4"),
    (TRANSPOSED, r"W Y = \begin{bmatrix} 5 & -4 \\ 1 & 0 \end{bmatrix}"),
    (TRANSPOSED, r"\operatorname{vec}(W) = \begin{bmatrix} -1 \\ 3 \\ 2 \\ -4 \end{bmatrix}"),
    (TRANSPOSED, r"\forall i \in \{0, 1, 2\} : Z_{i,0} + Z_{i,2} = 2"),
    (TRANSPOSED, r"\exists i \in \{0, 1, 2\} : Z_{i,i} = 0"),
    (DILATED, r"Z_{2,2} = 6"),
    (MATRIX, r"A_{0,0} = W_{0,0}"),
    (MATRIX, r"y_{1} = W_{2,0} X_{2,0}"),
    (MATRIX, r"A = 2 A"),
    (context(), r"\lfloor \frac{-7}{2} \rfloor = -3"),
    (context(), r"\sum_{i=1}^{4} i = 9"),
    (context(), r"3 < 2 \vee 1 = 2"),
    (context(), r"1 < 3 < 3"),
]


@pytest.mark.parametrize(("where", "latex"), FALSE, ids=[latex for _, latex in FALSE])
def test_false_statements_are_refuted(where, latex):
    assert isinstance(decide(read(latex), where), Refuted)


UNDECIDED = [
    (context(), r"n + 1 = 1 + n", "n has no value"),
    (context(), r"\lfloor \frac{n}{2} \rfloor = n", "n has no known number"),
    (context(x=free(3)), r"x_{o} = x_{o}", "o has no known number"),
    (context(x=free(3)), r"\sum_{i=0}^{n} x_{i} = 0", "n has no known number"),
    (context(x=free(3)), r"x_{0} \ge 0", "x_{0} has no known number"),
    (context(x=free(3)), r"[x_{0} = 1] = 0", "x_{0} has no known number"),
    (context(formula("k := 1 - 1")), r"\frac{1}{k} = 1", "division by 0"),
    (context(formula("k := 0")), r"0 \cdot \frac{1}{k} = 0", "division by 0"),
    (context(), r"0^0 = 1", "0^0"),
    (context(), r"\sqrt{2} = \sqrt{2}", "not rational"),
    (context(), r"\sqrt[10^{12}]{2} = 1", "not rational"),
    (context(formula(r"n := 1000000 \cdot 1000")), r"2^{n} = 0", "too large"),
    (context(), r"\sum_{i=0}^{100000000} i = 0", "more than"),
    (context(), r"\sum_{i : i \ge 0} i = 0", "infinitely many"),
    (context(), r"\sum_{i} i = 0", "not stated"),
    (context(), r"\exp(1) = 1", "exact value"),
    (context(formula(r"n := m"), formula(r"m := n")), r"n = m", "leads back to itself"),
    (context(formula(r"A_{i,j} := 1")), r"A = A", "sizes of A are not stated"),
    (context(A=free(2, 2), B=free(2, 3)), r"A + B = A", "shapes"),
    (context(A=free(2, 2)), r"A = 0", "array of shape 2×2 where a scalar belongs"),
    (context(formula("n := 1 - 3"), A=free("n", 2)), r"A = A", "an array of shape -2×2"),
    (context(A=free(3000, 3000)), r"A = A", "A has the shape 3000×3000, too many"),
    (context(), r"2 \approx 2", "relation '~'"),
    (context(x=free(3)), r"x_{0}", "not a statement"),
    (context(), r"\forall i \in \{1, \dots, 0\} : i = 7", "no case"),
]


@pytest.mark.parametrize(("where", "latex", "why"), UNDECIDED, ids=[s for _, s, _ in UNDECIDED])
def test_what_cannot_be_judged_is_undecided_with_its_reason(where, latex, why):
    verdict = decide(read(latex), where)
    assert isinstance(verdict, Undecided)
    assert why in verdict.reasons[0]


def test_comparing_arrays_counts_every_entry():
    assert decide(read("A = A"), MATRIX) == Exhausted(
        "polynomial identity per entry", "all 4×9 entries of A", 36
    )


def test_a_scalar_comparison_is_a_proof_with_its_value():
    verdict = decide(read("Z_{0,0} = -4"), TRANSPOSED)
    assert verdict == Proved("exact evaluation", "both sides are -4")


def test_a_wrong_matrix_is_refuted_at_its_first_wrong_entry():
    wrong = r"Z = \begin{bmatrix} -4 & 5 & 6 \\ 10 & -4 & 10 \\ 6 & -5 & 4 \end{bmatrix}"
    verdict = decide(read(wrong), TRANSPOSED)
    assert verdict.counterexample == {"Z_{1, 2}": "-10", "right side at (1, 2)": "10"}
    assert verdict.detail == "2 of 9 entries differ, the first at (1, 2)"


def test_a_wrong_shape_is_refuted_by_the_shapes():
    verdict = decide(read(r"\operatorname{vec}(Y) = Y"), TRANSPOSED)
    assert verdict.detail == "the shapes differ"
    assert verdict.counterexample["shape of Y"] == "2×2"


def test_a_quantified_claim_is_refuted_at_its_index():
    verdict = decide(read(r"\forall i \in \{0, \dots, 2\} : Z_{i,0} = -4"), TRANSPOSED)
    assert verdict.counterexample["i"] == "1"


def test_an_index_confined_by_hypotheses_runs_through_its_values():
    claim = read(r"Z_{i,0} + Z_{i,2} = 2 [i \neq 1]")
    inside = TRANSPOSED.assuming(read(r"0 \le i < 3"))
    assert decide(claim, inside) == Exhausted("exact evaluation", "all values of i", 3)
    assert isinstance(decide(claim, TRANSPOSED), Undecided)


def test_a_hypothesis_about_free_entries_forbids_a_counterexample():
    where = context(x=free(2))
    claim = read("x_{0} = x_{1}")
    assert isinstance(decide(claim, where), Refuted)
    assert isinstance(decide(claim, where.assuming(claim)), Undecided)
    assert isinstance(decide(claim, where.assuming(read("1 = 2"))), Undecided)


def test_a_bound_name_never_captures_a_name_inside_a_definition():
    where = context(formula(r"y_{o} := \sum_{t=0}^{2} x_{o} [t = 0]", 3), x=free(3))
    assert isinstance(decide(read(r"\sum_{t=0}^{2} y_{t} = x_{0} + x_{1} + x_{2}"), where), Proved)
    where = context(formula("n := 2"), formula(r"y_{o} := n x_{o}", 3), x=free(3))
    assert isinstance(
        decide(read(r"\sum_{n=0}^{2} y_{n} = 2 x_{0} + 2 x_{1} + 2 x_{2}"), where), Proved
    )


def test_a_false_bracket_makes_an_undefined_factor_count_for_nothing():
    where = context()
    claim = read(r"\sum_{i=0}^{3} [i \ge 1] \frac{6}{i} = 11")
    assert isinstance(decide(claim, where), Proved)


def test_a_zero_entry_does_not_hide_an_undefined_factor():
    where = context(formula(r"y_{i} := [i = 1]", 3))
    for claim in (
        r"\sum_{i=0}^{2} y_{i} \frac{1}{i} = 1",
        r"\sum_{i=0}^{2} y_{i} i^{0} = 1",
        r"\sum_{i=0}^{2} y_{i} \left(1 \bmod i\right) = 0",
        r"\sum_{i=0}^{2} \frac{1}{i} \sum_{j=0}^{2} [j = i] y_{j} = 1",
    ):
        assert isinstance(decide(read(claim), where), Undecided)


def test_a_stated_shape_is_checked():
    where = context(
        {
            name("B"): Formula(
                read(r"\begin{bmatrix} 1 & 2 \end{bmatrix}"), (), (read("2"), read("2"))
            )
        }
    )
    assert isinstance(decide(read("B_{0,1} = 2"), where), Undecided)
    ragged = Tensor((read("2"),), (read("1"),))
    assert isinstance(decide(read("x_{0} = 1"), context(x=ragged)), Undecided)


def test_values_for_programs():
    assert value(read("Z"), TRANSPOSED) == ((-4, 5, 6), (10, -4, -10), (6, -5, -4))
    assert value(read(r"\frac{1}{2} + n"), context(formula("n := 1"))) == Fraction(3, 2)
    assert value(read("y_{1}"), MATRIX) == "W_2_0*X_0_2"
    assert value(read(r"\{1, 3, \dots, 7\}"), context()) == (1, 3, 5, 7)
    with pytest.raises(ValueError, match="n has no known number"):
        value(read(r"\sum_{i=0}^{n} i"), context())
