r"""What is left over between a claim and the truth: terms that are missing, too much, or changed.

*Defines* `Leftover` and `leftover`.

*Vocabulary.* Both sides are compared with as few definitions unfolded as help: first with every
definition kept as a tensor of its own, so that the answer speaks of :math:`\hat x` and s, then with
all of them unfolded; the shorter answer is given. Either way the terms add up to the difference.
Divisors and bases under roots are taken to be fit: this explains a claim, it does not decide it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symconv.algebra.index_fractions import added
from symconv.algebra.index_normal import collected, key_of
from symconv.algebra.index_terms import Term
from symconv.algebra.named_polynomial import NoValue, times
from symconv.latex.tree import Expr
from symconv.notation import Name
from symconv.proof.context import Context, Definition, Formula, Tensor
from symconv.proof.indices.expansion import Expander
from symconv.proof.indices.hypotheses import scalars_of
from symconv.proof.indices.term_latex import TermWriter


@dataclass(frozen=True)
class Leftover:
    """LaTeX of what the claim lacks, of what it has too much, and of changed coefficients.

    A changed coefficient is a pair: the term as claimed, and as it is in truth.
    """

    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.changed)

    def __len__(self) -> int:
        return len(self.missing) + len(self.extra) + len(self.changed)

    @property
    def text(self) -> str:
        """One line for people.

        >>> Leftover(("a",), ("b",)).text
        'missing: a; too much: b'
        """
        parts = []
        if self.missing:
            parts.append(f"missing: {', '.join(self.missing)}")
        if self.extra:
            parts.append(f"too much: {', '.join(self.extra)}")
        parts += [f"{claimed} should be {truth}" for claimed, truth in self.changed]
        return "; ".join(parts)


def leftover(truth: Expr, claim: Expr, context: Context) -> Leftover | None:
    """Compare two scalar expressions; None where they are outside index notation."""
    best: Leftover | None = None
    for vocabulary in _vocabularies(context):
        try:
            found = _compared(truth, claim, vocabulary, context)
        except NoValue:
            continue
        if best is None or len(found) < len(best):
            best = found
        if len(best) <= 1:
            break
    return best


def _vocabularies(context: Context) -> Iterator[Context]:
    """Yield the context with every definition kept, with all but one, and with all unfolded."""
    kept = {n: _kept(n, d, context) for n, d in context.definitions.items()}
    changed = [n for n, d in kept.items() if d != context.definitions[n]]
    for unfolded in (None, *changed):
        words = {n: context.definitions[n] if n == unfolded else d for n, d in kept.items()}
        named = {n: d for n, d in words.items() if d is not None}
        yield Context(context.symbols, named, context.hypotheses)
    yield context


def _kept(name: Name, definition: Definition, context: Context) -> Definition | None:
    """Return a tensor for a definition with indices, None for a real number of its own.

    What differentiation made, with a blank in its name, is unfolded; so is an integer.
    """
    if not isinstance(definition, Formula) or " " in name.base:
        return definition
    if definition.parameters:
        return Tensor(definition.shape) if definition.shape else definition
    real = name in context.symbols and not context.symbols[name].domain.is_integer
    return None if real else definition


def _compared(truth: Expr, claim: Expr, context: Context, names: Context) -> Leftover:
    scalars = scalars_of(context)
    expander = Expander(scalars, lenient=True)
    writer = TermWriter(names, expander.groups, scalars.boxes)
    ours, theirs = (
        _by_key(collected(expander.terms(side, {}), scalars.facts)) for side in (truth, claim)
    )
    missing = [writer.write(t) for k, t in ours.items() if k not in theirs]
    extra = [writer.write(t) for k, t in theirs.items() if k not in ours]
    changed = [
        (writer.write(theirs[k]), writer.write(t))
        for k, t in ours.items()
        if k in theirs and _differ(t, theirs[k])
    ]
    return Leftover(tuple(missing), tuple(extra), tuple(changed))


def _by_key(terms: list[Term]) -> Mapping[str, Term]:
    return {key_of(t): t for t in terms}


def _differ(a: Term, b: Term) -> bool:
    return added((a.coefficient, a.divisor), (times(-1, b.coefficient), b.divisor))[0] != 0
