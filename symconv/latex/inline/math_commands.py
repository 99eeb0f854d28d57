r"""The commands that mathematics in a question may use, and what MathML shows for each.

*Defines* one table per kind of command, `can_stand_bare` and `is_known`. What is in no table
is refused.
"""

from __future__ import annotations

from functools import partial


def _table(names: str, *signs: str) -> dict[str, str]:
    return dict(zip(names.split(), (s for group in signs for s in group.split()), strict=True))


LETTERS = _table(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi "
    "pi rho sigma tau upsilon phi varphi chi psi omega",
    "α β γ δ ϵ ε ζ η θ ϑ ι κ λ μ ν ξ π ρ σ τ υ ϕ φ χ ψ ω",
) | _table(
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell partial nabla infty emptyset",
    "Γ Δ Θ Λ Ξ Π Σ Υ Φ Ψ Ω ℓ ∂ ∇ ∞ ∅",
)

OPERATORS = (
    _table("times cdot div pm mp ast odot otimes oplus circ", "× ⋅ ÷ ± ∓ ∗ ⊙ ⊗ ⊕ ∘")
    | _table("le leq ge geq ne neq lt gt ll gg equiv approx sim mid", "≤ ≤ ≥ ≥ ≠ ≠ < > ≪ ≫ ≡ ≈ ∼ ∣")
    | _table("in notin subset subseteq cup cap setminus", "∈ ∉ ⊂ ⊆ ∪ ∩ ∖")
    | _table("to rightarrow mapsto Rightarrow Leftrightarrow", "→ → ↦ ⇒ ⇔")
    | _table("forall exists neg wedge vee top", "∀ ∃ ¬ ∧ ∨ ⊤")
    | _table("dots ldots cdots vdots ddots colon bmod", "… … ⋯ ⋮ ⋱ : mod")
    | _table("lfloor rfloor lceil rceil langle rangle", "⌊ ⌋ ⌈ ⌉ ⟨ ⟩")
    | _table("lvert rvert lVert rVert { } | lbrace rbrace", "| | ‖ ‖ { } ‖ { }")
)

MARKS = {"-": "−", "*": "∗", "'": "′"}

SPACES = {
    ",": "0.17em",
    ":": "0.22em",
    ";": "0.28em",
    "!": "-0.17em",
    " ": "0.25em",
    "quad": "1em",
    "qquad": "2em",
}

ACCENTS = {"hat": "^", "bar": "¯", "tilde": "~", "vec": "→", "dot": "˙", "widehat": "^"}

BIG = {
    r"\sum": "∑", r"\prod": "∏", r"\bigcup": "⋃", r"\bigcap": "⋂",
    r"\max": "max", r"\min": "min", r"\lim": "lim", r"\sup": "sup", r"\inf": "inf",
}  # fmt: skip

NAMED = frozenset({"log", "ln", "exp", "sin", "cos", "tanh", "det", "arg"})

DELIMITERS = {"(": "(", ")": ")", "[": "[", "]": "]", "|": "|"} | {
    "\\" + name: OPERATORS[name]
    for name in "{ } | lfloor rfloor lceil rceil lvert rvert lVert rVert langle rangle".split()
}

ENVIRONMENTS = {
    "matrix": ("", ""), "bmatrix": ("[", "]"), "pmatrix": ("(", ")"),
    "vmatrix": ("|", "|"), "cases": ("{", ""),
}  # fmt: skip

_ARGUMENTS = frozenset(
    {"frac", "dfrac", "tfrac", "binom", "sqrt", "text", "operatorname", "left", "right"}
    | {"begin", "end", "mathrm", "\\"}
)

_SCRIPT_HOLES = {"ℬ": "B", "ℰ": "E", "ℱ": "F", "ℋ": "H", "ℐ": "I", "ℒ": "L", "ℳ": "M", "ℛ": "R"}
_DOUBLE_HOLES = {"ℂ": "C", "ℍ": "H", "ℕ": "N", "ℙ": "P", "ℚ": "Q", "ℝ": "R", "ℤ": "Z"}


def _styled(word: str, *, upper: int, lower: int, holes: dict[str, str]) -> str:
    """Map letters to a mathematical alphabet; ``holes`` are those that Unicode had before."""
    early = {plain: styled for styled, plain in holes.items()}

    def one(char: str) -> str:
        if char in early:
            return early[char]
        if "A" <= char <= "Z":
            return chr(upper + ord(char) - ord("A"))
        return chr(lower + ord(char) - ord("a")) if "a" <= char <= "z" else char

    return "".join(map(one, word))


FONTS = {
    "mathbf": partial(_styled, upper=0x1D400, lower=0x1D41A, holes={}),
    "boldsymbol": partial(_styled, upper=0x1D468, lower=0x1D482, holes={}),
    "mathcal": partial(_styled, upper=0x1D49C, lower=0x1D4B6, holes=_SCRIPT_HOLES),
    "mathbb": partial(_styled, upper=0x1D538, lower=0x1D552, holes=_DOUBLE_HOLES),
}


def can_stand_bare(token: str) -> bool:
    """Whether a token is an argument or a script without braces around it."""
    if token[0] == "\\":
        return token[1:] in LETTERS or token[1:] in ("top", "ast", "circ")
    return len(token) == 1 and token != "~"


def is_known(token: str) -> bool:
    r"""Whether a command such as ``\times`` may be used.

    >>> is_known(r"\times"), is_known(r"\input")
    (True, False)
    """
    name = token[1:]
    tables = (LETTERS, OPERATORS, SPACES, ACCENTS, NAMED, FONTS, _ARGUMENTS)
    return token in BIG or any(name in table for table in tables)
