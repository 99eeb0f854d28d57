"""Counts of regions: of a layer, of a composition, of a stack; in letters and in numbers.

In letters a formula has one explanation. A number may have several: each mistake that leads to it
is one of its names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import factorial

from shared import Family, Mutant, Rewriting, display

Form = tuple[str, str, Callable[[int, int], int]]
LAYER: tuple[Form, ...] = (
    ("sum-for-product", "2 A", lambda a, _: 2 * a),
    ("power-exchanged", "A^2", lambda a, _: a**2),
    ("base", "3^A", lambda a, _: 3**a),
    ("base", "4^A", lambda a, _: 4**a),
    ("base", "8^A", lambda a, _: 8**a),
    ("dimension-ignored", "2", lambda *_: 2),
    ("off-by-one", "2^A - 1", lambda a, _: 2**a - 1),
    ("off-by-one", "2^A + 1", lambda a, _: 2**a + 1),
    ("factor-two|dimension-off-by-one", "2^{A + 1}", lambda a, _: 2 ** (a + 1)),
    ("factor-two|dimension-off-by-one", r"\frac{2^A}{2}", lambda a, _: 2 ** (a - 1)),
    ("dimension-twice", "A 2^A", lambda a, _: a * 2**a),
    ("exponent-for-power", "A", lambda a, _: a),
    ("sum-for-product", "2 + A", lambda a, _: a + 2),
    ("sum-for-product", "A + 1", lambda a, _: a + 1),
    ("factorial-for-power", "A!", lambda a, _: factorial(a)),
    ("", "3 A", lambda a, _: 3 * a),
    ("", "2^A + 2", lambda a, _: 2**a + 2),
    ("", "2^A + A", lambda a, _: 2**a + a),
    ("base", "A^A", lambda a, _: a**a),
)
STACK: tuple[Form, ...] = (
    ("layers-ignored", "2^A", lambda a, _: 2**a),
    ("dimension-ignored", "2^B", lambda _, b: 2**b),
    ("sum-for-product", "2^{A + B}", lambda a, b: 2 ** (a + b)),
    ("sum-for-product", "B 2^A", lambda a, b: b * 2**a),
    ("sum-for-product", r"A \cdot 2^{B}", lambda a, b: a * 2**b),
    ("sum-for-product", "(2 A)^B", lambda a, b: (2 * a) ** b),
    ("sum-for-product", "2 A B", lambda a, b: 2 * a * b),
    ("sum-for-product", "2^A + 2^B", lambda a, b: 2**a + 2**b),
    ("power-for-product", "2^{A^B}", lambda a, b: 2**a**b),
    ("power-for-product", "2^{B^A}", lambda a, b: 2**b**a),
    ("base", "A^B", lambda a, b: a**b),
    ("base", "B^A", lambda a, b: b**a),
    ("power-exchanged", "(A B)^2", lambda a, b: (a * b) ** 2),
    ("power-exchanged", "{B}^{2 A}", lambda a, b: b ** (2 * a)),
    ("power-exchanged", "{A}^{2 B}", lambda a, b: a ** (2 * b)),
    ("sum-for-product", "A B + 1", lambda a, b: a * b + 1),
    (
        "sum-for-product",
        r"\sum_{i=1}^{B} 2^{A i}",
        lambda a, b: sum(2 ** (a * i) for i in range(1, b + 1)),
    ),
    ("base", "3^{A B}", lambda a, b: 3 ** (a * b)),
    ("base", "4^{A B}", lambda a, b: 4 ** (a * b)),
    ("layers-off-by-one", "2^{A (B - 1)}", lambda a, b: 2 ** (a * (b - 1))),
    ("layers-off-by-one", "2^{(B + 1) A}", lambda a, b: 2 ** (a * (b + 1))),
    ("dimension-off-by-one", "2^{(A - 1) B}", lambda a, b: 2 ** (b * (a - 1))),
    ("dimension-off-by-one", "2^{(A + 1) B}", lambda a, b: 2 ** (b * (a + 1))),
    ("factor-two", "2^{A B + 1}", lambda a, b: 2 ** (a * b + 1)),
    ("factor-two", "2^{A B - 1}", lambda a, b: 2 ** (a * b - 1)),
    ("off-by-one", "2^{A B} - 1", lambda a, b: 2 ** (a * b) - 1),
    ("layers-twice", "B 2^{A B}", lambda a, b: b * 2 ** (a * b)),
    ("dimension-twice", "A 2^{A B}", lambda a, b: a * 2 ** (a * b)),
    ("exponent-for-power", "A B", lambda a, b: a * b),
    ("", "3 A B", lambda a, b: 3 * a * b),
    ("", "2^{A B} + A", lambda a, b: 2 ** (a * b) + a),
    ("", "(A + B)^2", lambda a, b: (a + b) ** 2),
)
PAIR: tuple[Form, ...] = (
    ("sum-for-product", "A + B", lambda a, b: a + b),
    ("power-for-product", "{A}^{B}", lambda a, b: a**b),
    ("power-for-product", "{B}^{A}", lambda a, b: b**a),
    ("inner-ignored", "A", lambda a, _: a),
    ("outer-ignored", "B", lambda _, b: b),
    ("hypothesis-added", "{A}^2", lambda a, _: a * a),
    ("hypothesis-added", "{B}^2", lambda _, b: b * b),
    ("applied-twice", "{A}^2 B", lambda a, b: a * a * b),
    ("applied-twice", "A {B}^2", lambda a, b: a * b * b),
    ("factor-two", r"2 \cdot A B", lambda a, b: 2 * a * b),
    ("off-by-one", "A B - 1", lambda a, b: a * b - 1),
    ("off-by-one", "A B + 1", lambda a, b: a * b + 1),
    ("breakpoints-added", "A + B - 1", lambda a, b: a + b - 1),
    ("regions-off-by-one", "(A - 1) B", lambda a, b: (a - 1) * b),
    ("regions-off-by-one", "A (B - 1)", lambda a, b: a * (b - 1)),
    ("regions-off-by-one", "(A + 1) (B + 1)", lambda a, b: (a + 1) * (b + 1)),
    ("regions-off-by-one", "(A - 1) (B - 1)", lambda a, b: (a - 1) * (b - 1)),
    ("counted-twice", "A B + A", lambda a, b: a * b + a),
    ("counted-twice", "B + A B", lambda a, b: a * b + b),
    ("difference-for-product", "A - B", lambda a, b: a - b),
    ("exponential", "2^{A B}", lambda a, b: 2 ** (a * b)),
    ("exponential", "2^{A + B}", lambda a, b: 2 ** (a + b)),
    ("larger-only", r"\max(A, B)", max),
    ("smaller-only", r"\min(A, B)", min),
    ("", "3 A B", lambda a, b: 3 * a * b),
    ("", "A B + A + B + 2", lambda a, b: a * b + a + b + 2),
)
SIZES = (("d", "L"), ("D", "L"), ("m", "T"), ("d", "H"))
PARTS = ((r"n_{\mathrm{f}}", r"n_{\mathrm{g}}"), ("m", "q_{\\mathrm{g}}"), ("A", "B"))
NUMBERS = ((3, 2), (4, 3), (2, 5), (5, 2))


def written(form: str, a: object, b: object) -> str:
    """Put two sizes into a form; a number is multiplied with a dot."""
    body = form.replace("B", "@")
    if isinstance(a, int):
        body = (
            body.replace(" A", r" \cdot A").replace(" @", r" \cdot @").replace("A (", r"A \cdot (")
        )
        for sign in "+-{,":
            body = body.replace(rf"{sign} \cdot", sign)
    return body.replace("A", f"{a}").replace("@", f"{b}")


def wrong(
    theorem: str, forms: tuple[Form, ...], right: Callable[[int, int], int]
) -> Iterator[Mutant]:
    """Yield every form in letters, and its value for numbers."""
    keys = {"outer": "inner"} if theorem.endswith("composition") else {"dimension": "layers"}
    for a, b in PARTS if "outer" in keys else SIZES:
        for kind, form, _ in forms:
            yield Mutant(
                theorem,
                given(theorem, a, b),
                kind,
                frozenset(kind.split("|")) - {""},
                display(f"N = {written(form, a, b)}"),
                unique=bool(kind),
            )
    for a, b in NUMBERS:
        values: dict[int, set[str]] = {}
        for kind, _, value in forms:
            values.setdefault(value(a, b), set()).update(kind.split("|"))
        for value, kinds in values.items():
            if value != right(a, b) and 0 < value < 10**6:
                names = frozenset(kinds - {""})
                yield Mutant(
                    theorem, given(theorem, a, b), "number", names, display(f"N = {value}")
                )


def given(theorem: str, a: object, b: object) -> Mapping[str, object]:
    """Return the givens of a question with two sizes."""
    if theorem.endswith("composition"):
        return {"outer": a, "inner": b}
    deep = {"layers": b} if theorem.endswith("depth") else {}
    fold = [2, -1] if isinstance(a, str) else [4, -3]
    return {"dimension": a, **deep, "fold": fold}


RIGHT: Mapping[str, tuple[str, ...]] = {
    "regions_identified_by_layer": (
        "2^A",
        "2^{A}",
        r"2 \cdot 2^{A - 1}",
        "2^{A + 1} / 2",
        r"\frac{4^A}{2^A}",
        "2^{2 A - A}",
        r"\boxed{2^A}",
        r"\prod_{i=1}^{A} 2",
        "2^{A - 1} + 2^{A - 1}",
        "2^{A + 1} - 2^A",
        "2^(A)",
        "4^{A / 2}",
        r"\sum_{k=0}^{A} \binom{A}{k}",
    ),
    "regions_identified_by_depth": (
        "2^{A B}",
        "2^{B A}",
        "(2^A)^B",
        "(2^B)^A",
        r"2^{B \cdot A}",
        r"2 \cdot 2^{B A - 1}",
        r"2^{B A - 1} + 2^{B A - 1}",
        r"\boxed{2^{B A}}",
        "2^{B A + 1} - 2^{B A}",
        r"\left(2^{A}\right)^{B}",
        r"\prod_{l=1}^{B} 2^A",
        "2^(A B)",
        r"2^A 2^{A (B - 1)}",
        r"4^{\frac{A B}{2}}",
        r"\sqrt{4^{A B}}",
        r"\sum_{k=0}^{A B} \binom{A B}{k}",
    ),
    "regions_identified_by_composition": (
        "A B",
        r"A \cdot B",
        r"B \times A",
        "B A",
        r"\frac{2 A B}{2}",
        r"\boxed{A B}",
        "A (B + 1) - A",
        r"\sum_{i=1}^{A} B",
        "(A + 1) B - B",
        "A B + 0",
    ),
}
SAID = (
    "$${}$$",
    "The network has ${}$ regions.",
    "It identifies\n\n$${}$$\n\nregions.",
    r"$$\#\text{{regions}} = {}$$",
    r"$$\# = {}$$",
    "The network has at most ${}$ regions.",
    r"$$N \le {}$$",
    "${}$",
    r"$$\text{{number of regions}} = {}$$",
    "**Answer:** ${}$",
    "So there are ${}$ of them, each mapped onto the cube.",
)


def right(theorem: str) -> Iterator[Rewriting]:
    """Yield the right count in all forms, and said in words."""
    a, b = (PARTS if theorem.endswith("composition") else SIZES)[0]
    forms = RIGHT[theorem]
    for form in forms:
        yield Rewriting(theorem, given(theorem, a, b), form, display(f"N = {written(form, a, b)}"))
    for said in SAID:
        text = said.format(written(forms[1], a, b))
        yield Rewriting(theorem, given(theorem, a, b), said, text)
    for a, b in NUMBERS:
        value = COUNT[theorem](a, b)
        yield Rewriting(theorem, given(theorem, a, b), "number", f"There are {value} regions.")


COUNT: Mapping[str, Callable[[int, int], int]] = {
    "regions_identified_by_layer": lambda d, _: 2**d,
    "regions_identified_by_depth": lambda d, n: 2 ** (d * n),
    "regions_identified_by_composition": lambda f, g: f * g,
}
FORMS = {
    "regions_identified_by_layer": LAYER,
    "regions_identified_by_depth": STACK,
    "regions_identified_by_composition": PAIR,
}
FAMILIES = {
    theorem: Family(
        lambda theorem=theorem: wrong(theorem, FORMS[theorem], COUNT[theorem]),
        lambda theorem=theorem: right(theorem),
    )
    for theorem in FORMS
}
