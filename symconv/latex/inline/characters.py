r"""Which characters a sheet can print, and how TeX spells those that are special to it.

*Defines* `SPECIAL` and `can_print`. Latin letters with accents are printed as they are (T1 fonts
have them); the signs that words about mathematics use are spelled as commands.
"""

from __future__ import annotations

_MATH = {
    "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "≡": r"\equiv", "∈": r"\in",
    "∉": r"\notin", "⊂": r"\subset", "⊆": r"\subseteq", "∪": r"\cup", "∩": r"\cap", "×": r"\times",
    "·": r"\cdot", "⋅": r"\cdot", "∗": r"\ast", "⊗": r"\otimes", "⊙": r"\odot", "∘": r"\circ",
    "→": r"\to", "↦": r"\mapsto", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow", "−": "-",
    "±": r"\pm", "∑": r"\sum", "∏": r"\prod", "√": r"\surd", "∞": r"\infty", "∂": r"\partial",
    "∇": r"\nabla", "∀": r"\forall", "∃": r"\exists", "¬": r"\neg", "∧": r"\wedge", "∨": r"\vee",
    "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil", "⟨": r"\langle",
    "⟩": r"\rangle", "‖": r"\Vert", "′": r"{}'", "″": r"{}''", "≔": r":=", "≪": r"\ll",
    "≫": r"\gg", "∅": r"\emptyset", "∖": r"\setminus", "⊤": r"\top", "⋯": r"\cdots", "∣": r"\mid",
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon",
    "ζ": r"\zeta", "η": r"\eta", "θ": r"\theta", "κ": r"\kappa", "λ": r"\lambda", "μ": r"\mu",
    "ν": r"\nu", "ξ": r"\xi", "π": r"\pi", "ρ": r"\rho", "σ": r"\sigma", "τ": r"\tau",
    "φ": r"\varphi", "χ": r"\chi", "ψ": r"\psi", "ω": r"\omega", "Γ": r"\Gamma", "Δ": r"\Delta",
    "Θ": r"\Theta", "Λ": r"\Lambda", "Π": r"\Pi", "Σ": r"\Sigma", "Φ": r"\Phi", "Ψ": r"\Psi",
    "Ω": r"\Omega", "²": "^2", "³": "^3", "ℓ": r"\ell", "ℝ": r"\mathbb{R}", "ℤ": r"\mathbb{Z}",
    "ℕ": r"\mathbb{N}", "∼": r"\sim", "✓": r"\checkmark",
}  # fmt: skip

SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_\allowbreak{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}",
    "\u00a0": "~", "\u202f": r"\,", "\u2009": r"\,", "–": "--", "—": "---", "…": r"\dots{}",
    "“": "``", "”": "''", "‘": "`", "’": "'", "„": r"\quotedblbase{}", "\u200b": r"\allowbreak{}",
    "•": r"\textbullet{}", "°": r"\textdegree{}", "€": r"\texteuro{}", "§": r"\S{}",
} | {char: rf"\ensuremath{{{command}}}" for char, command in _MATH.items()}  # fmt: skip

_LETTERS = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĂăĄąĆćČčĎďĐđĘęĚěĞğİıĹĺĽľŁłŃńŇňŐő"
    "ŒœŔŕŘřŚśŞşŠšŤťŢţŮůŰűŸŹźŻżŽž¡¿«»"
)


def can_print(char: str) -> bool:
    """Whether a character can stand in the words of a sheet.

    >>> can_print("ü"), can_print("≤"), can_print("中")
    (True, True, False)
    """
    return char in SPECIAL or char in _LETTERS or char in "\n\t" or " " <= char <= "~"
