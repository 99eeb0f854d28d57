r"""What a pooling layer does to the receptive field: at once, and for every layer behind it.

At once it adds its reach, ``(k - 1) J``. What lasts is the jump: it grows to ``s J``, so that a
convolution behind the pool adds ``s`` times as much as it would have added without it. Seen from
behind, ``b`` neighbouring units of the pool read ``s b + k - s`` units, which is ``s b`` for
``k = s``.
"""

from __future__ import annotations

from symconv.notation import Domain, SymbolTable, scalars
from symconv.proof.author import define, step
from symconv.proof.derivation import Derivation, Step, Witness
from symconv.theorems.answers import answer
from symconv.theorems.draft import Draft
from symconv.theorems.givens import Size, declared_sizes
from symconv.theorems.givens import size as one_size
from symconv.theorems.receptive_field import INTERIOR
from symconv.theorems.receptive_givens import product, require_free
from symconv.theorems.receptive_witness import Tap, extents, middle, require_same

LETTERS = SymbolTable.of(scalars("k s j K r b", Domain.POSITIVE))
REACH, READ = r"\left(k - 1\right) j", r"s \left(b - 1\right) + k"


def receptive_field_of_pool(
    *, kernel_size: Size = 2, stride: Size = 2, jump: Size = "J"
) -> Derivation:
    r"""Return the derivation for a pool behind units of size ``r`` that are ``jump`` pixels apart.

    The value holds the size and the jump behind the pool, and how many units ``b`` neighbouring
    outputs of it read.

    >>> receptive_field_of_pool(jump=1).answer.value
    ('r + 1', 2, '2*b')
    """
    k = one_size(kernel_size, "kernel_size", least=1)
    s = one_size(stride, "stride", least=1)
    j = one_size(jump, "jump", least=1)
    require_free({"kernel_size": k, "stride": s, "jump": j}, "r b K r' J' b'")
    symbols = SymbolTable.of(
        declared_sizes(k, s, j, "r", "b"),
        scalars("K", Domain.POSITIVE),
        scalars("r' J' b'", Domain.INTEGER),
    )
    draft = Draft(LETTERS, symbols, {}).with_values({"k": k, "s": s, "j": j})
    conclusions = [
        "r' = r" + _plus(product(k - 1, j) if isinstance(k, int) else draft.fill(REACH)),
        f"J' = {product(s, j)}",
        f"b' = {product(s, 'b')}" + _rest(k, s),
    ]
    return Derivation(
        name="receptive_field_of_pool",
        title="Receptive field behind a pooling layer",
        symbols=symbols,
        conventions=(INTERIOR,),
        definitions=(
            define(f"r' := r + {draft.fill(REACH)}", "the last tap sees farthest", symbols),
            define(f"J' := {product(s, j)}", "the next window starts s units later", symbols),
            define(
                f"b' := {draft.fill(READ)}",
                "units from the first window's first to the last window's last",
                symbols,
            ),
        ),
        steps=tuple(_steps(draft, symbols, conclusions)),
        answer=answer(conclusions, [Draft(symbols, symbols, {})] * 3),
        witness=Witness(
            "gradients of networks of ones, by the convolution kernel's backward pass",
            lambda: _check(k, s, j),
        ),
    )


def _steps(draft: Draft, symbols: SymbolTable, conclusions: list[str]) -> list[Step]:
    return [
        step(conclusions[0], "at once: the reach of the pool times the jump", symbols),
        draft.step(
            r"\left(K - 1\right) s j - \left(K - 1\right) j = \left(s - 1\right) "
            r"\left(K - 1\right) j",
            "for good: so much more does a convolution of size K add behind the pool than it would "
            "add without it",
        ),
        step(conclusions[2], "seen from behind: so many units do b neighbours read", symbols),
    ]


def _plus(term: str) -> str:
    return "" if term == "0" else f" + {term}"


def _rest(k: Size, s: Size) -> str:
    """Write what is added to s b: k - s."""
    if isinstance(k, int) and isinstance(s, int):
        return f" + {k - s}" if k > s else f" - {s - k}" if k < s else ""
    return "" if k == s else f" + {k} - {s}"


def _check(k: Size, s: Size, j: Size) -> int:
    """Compare with gradients: a convolution that gives the jump, then the pool."""
    cases = 0
    for kernel in [k] if isinstance(k, int) else range(1, 5):
        for stride in [s] if isinstance(s, int) else range(1, 4):
            for jump in [j] if isinstance(j, int) else range(1, 4):
                size = 3 + (kernel - 1) * jump
                taps = [Tap(3, jump), Tap(kernel, stride)]
                found = extents(taps, 4 * size + 12 * jump * stride, middle(1))
                cases += require_same(found, [size], f"pool {kernel}, stride {stride}")
    return cases
