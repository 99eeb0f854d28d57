"""The reader's contract: places, hints, spans, options, no memory between calls, speed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from symconv.errors import AmbiguousLatex, DialectError, LatexError, TooLarge, UnknownName
from symconv.latex import spelling
from symconv.latex import tree as t
from symconv.latex.reader import Formula, formulas, read, read_one
from symconv.notation import Domain, Name, SymbolTable, functions, name, scalars, tensors

TABLE = SymbolTable.of(
    scalars(r"H H' P K S n k W_{\mathrm{out}} \mathrm{stride}", Domain.INTEGER),
    tensors("x w", rank=1),
    tensors("A", rank=2),
    functions("f"),
)


def test_error_points_at_the_token():
    """Line, column and width of what is wrong, in a text of several lines."""
    with pytest.raises(UnknownName, match=r"Q is not declared") as caught:
        read("H' = n\n  + Q", TABLE, source="answer.md")
    place = caught.value.place
    assert (place.source, place.line, place.column, place.width) == ("answer.md", 2, 5, 1)
    assert place.text == "  + Q"


@pytest.mark.parametrize(
    ("text", "kind", "fact", "remedy"),
    [
        ("H'' + 1", UnknownName, "H'' is not declared", "did you mean H or H'"),
        (r"W_{\mathrm{in}}", UnknownName, "not declared", r"did you mean W_{\\mathrm{out}}"),
        ("n + Q", UnknownName, "Q is not declared", "declare Q"),
        (r"\frc{n}{k}", LatexError, r"unknown command \\frc", r"did you mean \\frac"),
        (r"\left( n", LatexError, r"\\left\( is never closed", ""),
        (r"n \right)", LatexError, r"\\right\) closes nothing", ""),
        (r"\left( n ]", LatexError, r"\\left\( is closed by \]", ""),
        (r"\begin{bmatrix} n", LatexError, r"\\begin{bmatrix} is never closed", ""),
        (r"n \bmod", LatexError, "ends too early", ""),
        (
            r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \\ 5 & 6 & 7 \end{bmatrix}",
            LatexError,
            "row 3 of the matrix has 3 entries, row 1 has 2",
            "",
        ),
        (
            r"\begin{bmatrix} 1 & 2 \\ & 4 \end{bmatrix}",
            LatexError,
            "row 2, column 1 is empty",
            "write 0",
        ),
        ("n(k, 1)", LatexError, "n is no function", "declare n as a function"),
        ("x(k)", AmbiguousLatex, "element or a product", r"x_\{...\}"),
        ("n/kS", AmbiguousLatex, "slash before a product", "write a/"),
        ("n * k", AmbiguousLatex, r"\* is a product to some", r"\\cdot"),
        ("A_{12}", AmbiguousLatex, "one number or several indices", "commas"),
        ("A_{i}", LatexError, "A has 2 indices, not 1", ""),
        ("n_1", LatexError, "n is a scalar and takes no index", "declare"),
        (r"\nabla f", DialectError, "nabla", ""),
        (r"n \bmod k + 1", AmbiguousLatex, "next to another operator", "write"),
        ("n = 1,000", AmbiguousLatex, "thousands", r"1\{,\}000"),
        ("n = 2^{99999}", TooLarge, "an exponent beyond 10000", ""),
        ("9" * 30 + "^{9999}", TooLarge, "more than 40000 bits", ""),
        ("9" * 100, TooLarge, "more than 60 digits", ""),
        ("(" * 50 + "n" + ")" * 50, TooLarge, "nested more than", ""),
        ("", LatexError, "no formula", ""),
        ("n × k", LatexError, r"the character '×' \(U\+00D7\)", r"write \\times"),
        ("$n$", LatexError, "dollar|U\\+0024", "without dollar signs"),
        (r"\sum x_i", LatexError, "without the index below it", "write"),
        (r"n = 5 \text{ million}", LatexError, "may change what it says", r"\\quad"),
        (r"\# n", LatexError, "not a set", r"\\# S"),
        ("max(n, k)", AmbiguousLatex, "'max' in italics", r"\\max"),
    ],
)  # fmt: skip
def test_message_states_fact_and_remedy(text, kind, fact, remedy):
    """Every refusal says what is wrong, where, and what to write instead."""
    with pytest.raises(kind, match=fact) as caught:
        read(text, TABLE)
    assert caught.value.place is not None
    if remedy:
        with pytest.raises(kind, match=remedy):
            raise caught.value


def test_every_node_knows_its_place():
    """The span of each node cuts its own text out of the source."""
    text = r"H' = \left\lfloor \frac{H + 2P - K}{S} \right\rfloor + 1"
    chain = read_one(text, TABLE).statement
    spans = [node.span for node in t.descendants(chain)]
    assert None not in spans
    cut = {type(n).__name__: text[n.span.start : n.span.end] for n in t.descendants(chain)}
    assert cut["Divide"] == r"\frac{H + 2P - K}{S}"
    assert cut["Multiply"] == "2P"
    assert cut["Chain"] == text


def test_line_keeps_its_source_and_tags():
    """The text of each statement, without its tag."""
    first, second = read(r"n = 1, \quad k = 2 \tag{4a}", TABLE)
    assert (first.source, first.tags) == ("n = 1", ())
    assert (second.source, second.tags) == ("k = 2", ("(4a)",))


def test_read_one_refuses_two_statements():
    """Exactly one statement, or an error at the second."""
    with pytest.raises(LatexError, match="one statement was expected, and there are 2") as caught:
        read_one("n = 1, k = 2", TABLE)
    assert caught.value.place.column == 8


@pytest.mark.parametrize(
    ("star", "sign"), [("product", "cdot"), ("convolution", "ast")], ids=["product", "convolution"]
)
def test_star_means_what_the_caller_says(star, sign):
    """A star is a product or the convolution by option only."""
    statement = read_one("x * w", TABLE, star=star).statement
    assert statement == t.Multiply((t.Symbol(name("x")), t.Symbol(name("w"))), sign)


def test_redundant_parentheses_and_spacing_do_not_matter():
    """Lines that differ only there have equal trees."""
    plain = read_one("H' = n + 2P", TABLE)
    assert read_one(r"\displaystyle H' = \left( n \right) + \; (2 P) % as above", TABLE) == plain


def test_comment_ends_with_its_line():
    """What stands behind a percent sign is not read."""
    assert read_one("n % + Q\n+ k", TABLE) == read_one("n + k", TABLE)


def test_reading_leaves_no_memory():
    """Two formulas in either order give the same trees, also after errors."""
    texts = [r"\sum_{i=1}^{n} x_i", "d = n", "n + k", r"\forall i : x_i = 0", "x_i"]

    def outcomes(order):
        found = {}
        for text in order:
            try:
                found[text] = read(text, TABLE)
            except LatexError as error:
                found[text] = str(error)
        return found

    assert outcomes(texts) == outcomes(texts[::-1]) == outcomes(texts)


def test_bound_index_is_unknown_outside_its_sum():
    """The scope of an index ends with the operator that binds it."""
    with pytest.raises(UnknownName, match="i is not declared"):
        read(r"\sum_{i=1}^{n} x_i + w_i", TABLE)
    assert read_one(r"\sum_{i=1}^{n} (x_i + w_i)", TABLE).statement.binders[0].index.name == name(
        "i"
    )


def test_reader_imports_nothing_heavy():
    """Neither NumPy nor SymPy is needed to read."""
    code = (
        "import sys, symconv.latex.reader\n"
        "print([m for m in ('sympy', 'numpy', 'latex2sympy2') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# ------------------------------------------------------------------------------------ documents


def test_formulas_are_found_with_their_places():
    """Inline, display and bare environments, in Markdown and TeX."""
    text = "\n".join(
        [
            r"The size is $W' = 3$ and \(n\).",
            "$$",
            "a = b",
            "$$",
            r"\begin{align*} n &= 1 \end{align*}",
            r"\[ k \]",
        ]
    )
    assert formulas(text) == (
        Formula("W' = 3", 1, 14, False),
        Formula("n", 1, 28, False),
        Formula("\na = b\n", 2, 3, True),
        Formula(r"\begin{align*} n &= 1 \end{align*}", 5, 1, True),
        Formula(" k ", 6, 3, True),
    )


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "```\n$n$\n```",
        "`$n$` is a formula",
        r"\$n\$",
        "$5\n\nnew paragraph$",
        "~~~\n$$n$$\n~~~",
        "$ n $",
    ],
)
def test_prices_and_code_are_no_formulas(text):
    """A dollar sign alone makes no formula."""
    assert formulas(text) == ()


@pytest.mark.parametrize("text", ["$$ n", r"\[ n", r"\( n", r"text \begin{align} n"])
def test_open_formula_is_an_error(text):
    """What is opened on a document's page is closed on it."""
    with pytest.raises(LatexError, match="is never closed") as caught:
        formulas(text, source="hw.md")
    assert caught.value.place.source == "hw.md"


# ------------------------------------------------------------------- the writer's spellings


@pytest.mark.parametrize("relation", spelling.RELATIONS)
def test_every_relation_that_is_written_is_read(relation):
    """The table of the writer and the table of the reader agree."""
    statement = read_one(f"n {spelling.RELATIONS[relation]} k", TABLE).statement
    assert statement.relations == (relation,)


@pytest.mark.parametrize("connective", spelling.CONNECTIVES)
def test_every_connective_that_is_written_is_read(connective):
    """And so for logic."""
    text = f"n = 1 {spelling.CONNECTIVES[connective]} k = 1"
    assert read_one(text, TABLE).statement.connective == connective


@pytest.mark.parametrize("sign", spelling.PRODUCTS)
def test_every_product_sign_that_is_written_is_read(sign):
    """A product with each sign, in a place where it is no shape."""
    text = f"A = A{spelling.PRODUCTS[sign]}A"
    assert read_one(text, TABLE, star="convolution").statement.sides[1].sign == sign


@pytest.mark.parametrize("word", sorted(spelling.FUNCTION_COMMANDS))
def test_every_function_command_that_is_written_is_read(word):
    """Without a declaration."""
    arguments = "n, k" if word in ("max", "min", "sup", "inf", "gcd") else "n"
    function = read_one(rf"\{word}\left({arguments}\right)", TABLE).statement.function
    assert function == Name(word)
