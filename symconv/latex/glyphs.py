r"""The Unicode characters of names and signs, shared by the MathML and the text printer.

*Why ϵ and ϕ.* TeX's ``\epsilon`` and ``\phi`` are the lunate and the straight form (U+03F5,
U+03D5); the plain Greek code points belong to ``\varepsilon`` and ``\varphi``.
"""

from __future__ import annotations

import unicodedata

GREEK = dict(
    pair.split(":")
    for pair in (
        "alpha:α beta:β gamma:γ delta:δ epsilon:ϵ varepsilon:ε zeta:ζ eta:η theta:θ vartheta:ϑ "
        "iota:ι kappa:κ lambda:λ mu:μ nu:ν xi:ξ pi:π rho:ρ sigma:σ tau:τ upsilon:υ phi:ϕ varphi:φ "
        "chi:χ psi:ψ omega:ω Gamma:Γ Delta:Δ Theta:Θ Lambda:Λ Xi:Ξ Pi:Π Sigma:Σ Upsilon:Υ Phi:Φ "
        "Psi:Ψ Omega:Ω ell:ℓ"
    ).split()
)
RELATIONS = {
    "=": "=",
    ":=": "≔",
    "!=": "≠",
    "<": "<",
    "<=": "≤",
    ">": ">",
    ">=": "≥",
    "~": "≈",
    "==": "≡",
    "->": "→",
    "in": "∈",
    "notin": "∉",
    "sub": "⊂",
    "sube": "⊆",
    "mid": "∣",
}
CONNECTIVES = {"and": "∧", "or": "∨", "implies": "⇒", "iff": "⇔"}
QUANTIFIERS = {"forall": "∀", "exists": "∃"}
PRODUCTS = {"cdot": "·", "times": "×", "ast": "∗", "otimes": "⊗", "odot": "⊙", "circ": "∘"}
BIG_OPERATORS = {"sum": "∑", "prod": "∏", "bigcup": "⋃", "bigcap": "⋂"}
FENCES = {"floor": "⌊⌋", "ceil": "⌈⌉", "abs": "||"}
MATRIX_FENCES = {
    "bmatrix": ("[", "]"),
    "pmatrix": ("(", ")"),
    "vmatrix": ("|", "|"),
    "matrix": ("", ""),
}
DOTS = {"dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱"}
PRIMES = {0: "", 1: "′", 2: "″", 3: "‴"}
STYLES = {
    "mathbf": "BOLD",
    "boldsymbol": "BOLD ITALIC",
    "mathcal": "SCRIPT",
    "mathbb": "DOUBLE-STRUCK",
}
MINUS = "\N{MINUS SIGN}"


def primes(count: int) -> str:
    """Return the prime marks of a name.

    >>> primes(1), primes(5)
    ('′', '′′′′′')
    """
    return PRIMES.get(count, "′" * count)


def letters(base: str, font: str = "") -> str:
    """Return a name's base in Unicode, in its font.

    >>> letters("gamma"), letters("R", "mathbb"), letters("stride")
    ('γ', 'ℝ', 'stride')
    """
    plain = GREEK.get(base, base)
    return "".join(_styled(c, STYLES[font]) for c in plain) if font else plain


def _styled(character: str, style: str) -> str:
    """The mathematical alphanumeric, some of which live under older names; else the character."""
    words = unicodedata.name(character).removeprefix("LATIN ").removeprefix("GREEK ")
    words = words.replace(" LETTER", "")
    for candidate in (f"MATHEMATICAL {style} {words}", f"{style} {words}"):
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return character
