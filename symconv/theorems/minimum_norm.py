r"""Gradient descent on under-determined least squares: where it stays, and what it finds.

*Notation.* :math:`f(w) = \lVert X w - y \rVert^2`, without a factor 1/2, for X of size n × d and y
in the range of X. Descent starts at 0 with a constant step :math:`\eta`.

*What is shown, and what is used.* All lines are identities or implications for all sizes. Two facts
of linear algebra are used without a line: the symmetric matrix :math:`X X^\top` has an orthonormal
basis of eigenvectors, and d unknowns in n < d homogeneous equations have a solution that is not 0.

*Source.* S. Gunasekar et al., Implicit regularization in matrix factorization (2017), section 1,
for the claim; the chain of lines is ours.
"""

from __future__ import annotations

from symconv.notation import Domain, SymbolTable, name, scalars, tensors
from symconv.proof.author import define, size, step
from symconv.proof.context import Tensor
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness
from symconv.theorems.descent_witness import check_descent, check_solutions

LOSS = r"\lVert X w - y \rVert^{2}"
LIMIT = r"w_{\mathrm{gd}}"
CONVENTIONS = (
    r"The loss is $f(w) = \lVert X w - y \rVert^{2}$, without a factor $\frac{1}{2}$; descent "
    r"starts at $0$ with a constant step $\eta$.",
    "$y$ lies in the range of $X$, which may have any rank.",
)
SYMBOLS = SymbolTable.of(
    scalars("n d", Domain.POSITIVE),
    scalars("t", Domain.NATURAL),
    scalars(r"\eta c"),
    scalars(r"\lambda \Lambda \theta", Domain.POSITIVE_REAL),
    tensors("X", rank=2),
    tensors(rf"w v h k a y u {LIMIT}", rank=1),
)


def descent_finds_minimum_norm() -> Derivation:
    r"""Return the proof that descent from 0 ends in the shortest solution of X w = y.

    >>> descent_finds_minimum_norm().answer.latex.split(" \\Rightarrow ")[0]
    'X w_{\\mathrm{gd}} = y \\wedge X v = y'
    """
    claim = (
        rf"X {LIMIT} = y \wedge X v = y \Rightarrow \lVert {LIMIT} \rVert^{{2}} \le "
        rf"\lVert {LIMIT} \rVert^{{2}} + \lVert v - {LIMIT} \rVert^{{2}} = \lVert v \rVert^{{2}}"
    )
    return Derivation(
        name="descent_finds_minimum_norm",
        title="Gradient descent finds the solution of minimum norm",
        symbols=SYMBOLS,
        conventions=CONVENTIONS,
        definitions=(*_given("Xywvhau"), _limit()),
        steps=(*_gradient(), *_residual(), *_convergence(), *_shortest(claim)),
        answer=Answer(claim, "minimum norm"),
        witness=Witness(
            "exact solutions by elimination, descent in floating point and the pseudo-inverse, for "
            "matrices of full and of deficient rank",
            check_descent,
        ),
        remarks=(
            r"Used without a line: the symmetric matrix $X X^{\top}$ has an orthonormal basis of "
            "eigenvectors $u$, so that a residual is a sum of components along them.",
            r"Where $X$ has full row rank, $a = \left(X X^{\top}\right)^{-1} y$; in general the "
            "limit is the pseudo-inverse of $X$ times $y$.",
            r"With the loss $\frac{1}{2} \lVert X w - y \rVert^{2}$ the bound on the step would be "
            r"$\frac{2}{\Lambda}$.",
        ),
    )


def least_squares_solutions() -> Derivation:
    r"""Return the proof that X w = y has many solutions, of which descent takes the shortest.

    >>> least_squares_solutions().steps[0].latex
    'X k = 0 \\wedge X w = y \\Rightarrow X \\left(w + c k\\right) = y'
    """
    claim = (
        rf"X k = 0 \Rightarrow \lVert {LIMIT} + c k \rVert^{{2}} "
        rf"= \lVert {LIMIT} \rVert^{{2}} + c^{{2}} \lVert k \rVert^{{2}}"
    )
    return Derivation(
        name="least_squares_solutions",
        title="Many solutions, and the one that descent takes",
        symbols=SYMBOLS,
        conventions=CONVENTIONS[1:],
        definitions=(*_given("Xywka"), _limit()),
        steps=(
            step(
                r"X k = 0 \wedge X w = y \Rightarrow X \left(w + c k\right) = y",
                "for $n < d$ there is such a $k$ that is not $0$: a whole line of solutions",
                SYMBOLS,
            ),
            step(
                rf"X k = 0 \Rightarrow k^{{\top}} {LIMIT} = 0",
                r"descent stays among the vectors $X^{\top} a$, each orthogonal to every such $k$",
                SYMBOLS,
            ),
            step(
                claim,
                "so along each such line its limit is the shortest solution, and the only one of "
                "this length",
                SYMBOLS,
            ),
        ),
        answer=Answer(claim, "minimum norm"),
        witness=Witness("exact kernels of random matrices", check_solutions),
        remarks=(
            "Used without a line: $n$ homogeneous equations in $d > n$ unknowns have a solution "
            "$k$ that is not $0$.",
        ),
    )


MEANINGS = {
    "X": (r"n \times d", "the inputs, one in each row"),
    "y": ("n", "their targets"),
    "w": ("d", "any weights"),
    "v": ("d", "any other weights"),
    "h": ("d", "a change of the weights"),
    "k": ("d", "a direction in the space of weights"),
    "a": ("n", "any coefficients, one for each input"),
    "u": ("n", "a direction in the space of residuals"),
}


def _given(letters: str) -> tuple[Defined, ...]:
    found = []
    for letter in letters:
        shape, meaning = MEANINGS[letter]
        sizes = tuple(size(s, SYMBOLS) for s in shape.split(r" \times "))
        latex = rf"{letter} \in \mathbb{{R}}^{{{shape}}}"
        found.append(Defined(name(letter), Tensor(sizes), latex, meaning))
    return tuple(found)


def _limit() -> Defined:
    return define(rf"{LIMIT} := X^{{\top}} a", "a combination of the inputs", SYMBOLS)


def _gradient() -> tuple[Step, ...]:
    return (
        step(
            rf"\lVert X (w + h) - y \rVert^{{2}} = {LOSS} "
            r"+ \left(2 X^{\top} \left(X w - y\right)\right)^{\top} h + \lVert X h \rVert^{2}",
            r"what is linear in $h$ is the gradient: $2 X^{\top} \left(X w - y\right)$",
            SYMBOLS,
            before="The gradient, and where descent stays.",
        ),
        step(
            r"X^{\top} a - \eta \cdot 2 X^{\top} \left(X X^{\top} a - y\right) "
            r"= X^{\top} \left(a - 2 \eta \left(X X^{\top} a - y\right)\right)",
            r"a step from $X^{\top} a$ leads to such a vector; $0$ is one, so all iterates are",
            SYMBOLS,
        ),
    )


def _residual() -> tuple[Step, ...]:
    return (
        step(
            r"X \left(w - \eta \cdot 2 X^{\top} \left(X w - y\right)\right) - y "
            r"= \left(X w - y\right) - 2 \eta X X^{\top} \left(X w - y\right)",
            r"from the residual $r$ a step leads to $r - 2 \eta X X^{\top} r$",
            SYMBOLS,
            before="The residual tends to 0.",
        ),
        step(
            r"X X^{\top} u = \lambda u \Rightarrow u - 2 \eta X X^{\top} u "
            r"= \left(1 - 2 \eta \lambda\right) u",
            r"along an eigenvector each step multiplies it by $1 - 2 \eta \lambda$",
            SYMBOLS,
        ),
        step(
            r"X X^{\top} u = 0 \Rightarrow \lVert X^{\top} u \rVert^{2} = 0",
            r"an eigenvector with $\lambda = 0$ has $X^{\top} u = 0$",
            SYMBOLS,
        ),
        step(
            r"X^{\top} u = 0 \Rightarrow u^{\top} \left(X w - X v\right) = 0",
            "and with $y = X v$ no residual has a component along it, whatever the rank of $X$",
            SYMBOLS,
        ),
    )


def _convergence() -> tuple[Step, ...]:
    return (
        step(
            r"\lambda \le \Lambda \wedge 0 < \eta < \frac{1}{\Lambda} "
            r"\Rightarrow \lvert 1 - 2 \eta \lambda \rvert < 1",
            r"for a step below $\frac{1}{\Lambda}$, with $\Lambda$ the largest eigenvalue, the "
            "other components shrink",
            SYMBOLS,
        ),
        step(
            r"\left(1 + \theta\right)^{t} \ge 1 + t \theta",
            r"with $\lvert 1 - 2 \eta \lambda \rvert = \frac{1}{1 + \theta}$, at most "
            r"$\frac{1}{1 + t \theta}$ of a component is left after $t$ steps: the residual tends "
            "to $0$",
            SYMBOLS,
        ),
    )


def _shortest(claim: str) -> tuple[Step, ...]:
    return (
        step(
            rf"X {LIMIT} = y \wedge X v = y "
            rf"\Rightarrow {LIMIT}^{{\top}} \left(v - {LIMIT}\right) = 0",
            r"the steps shrink as the residual does, so the iterates converge, to an $X^{\top} a$ "
            "that solves the equations; it is orthogonal to the way to any other solution $v$",
            SYMBOLS,
            before="The limit is the shortest solution.",
        ),
        step(
            claim,
            "Pythagoras: every other solution is longer, so the limit is the shortest one, and the "
            "only one of its length",
            SYMBOLS,
        ),
    )
