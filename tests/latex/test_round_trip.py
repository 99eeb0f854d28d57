"""What is printed is read back: identical, or refused with a typed error; never as something else.

The sample is seeded, so a failure names a seed. The tokenizer is then broken on purpose in several
ways, and each break must be noticed.
"""

from __future__ import annotations

from collections import Counter

import pytest

from symconv.errors import SymconvError
from symconv.latex import reader
from symconv.latex import tree as t
from symconv.latex.canonical import canonical
from symconv.latex.tex import RULES, write

IDENTICAL = "identical"


def outcome(tree, table) -> str:
    """How one tree comes back: identical, refused (by which error), or wrong."""
    try:
        text = write(tree)
        back = reader.read_one(text, table).statement
    except SymconvError as error:
        return f"refused: {type(error).__name__}"
    return IDENTICAL if back == canonical(tree) else f"wrong: {text}"


def census(tree_maker, table, seeds, depth=3) -> Counter:
    return Counter(outcome(tree_maker(seed).statement(depth), table) for seed in seeds)


def assert_nothing_wrong(found: Counter) -> None:
    wrong = [what for what in found if what.startswith("wrong")]
    assert wrong == []
    assert found[IDENTICAL] >= 0.95 * found.total(), found


def test_trees_are_read_back_identical(tree_maker, table):
    assert_nothing_wrong(census(tree_maker, table, range(2_000)))


@pytest.mark.slow
def test_many_trees_are_read_back_identical(tree_maker, table):
    assert_nothing_wrong(census(tree_maker, table, range(2_000, 22_000)))


@pytest.mark.slow
def test_deep_trees_are_read_back_identical_or_refused(tree_maker, table):
    found = census(tree_maker, table, range(100_000, 102_000), depth=5)
    assert [what for what in found if what.startswith("wrong")] == []
    assert found[IDENTICAL] >= 0.9 * found.total(), found


def test_scalar_trees_are_read_back_identical(tree_maker, table):
    trees = [tree_maker(seed, scalar_only=True).statement() for seed in range(500)]
    assert_nothing_wrong(Counter(outcome(tree, table) for tree in trees))


def test_the_sample_holds_every_node_type(tree_maker):
    seen = {
        type(node) for seed in range(2_000) for node in t.descendants(tree_maker(seed).statement())
    }
    assert {kind for kind in RULES if kind.__name__ != "Paren"} <= seen


def test_reading_and_writing_keep_nothing_between_calls(tree_maker, table):
    trees = [tree_maker(seed).statement() for seed in range(50)]
    forwards = [outcome(tree, table) for tree in trees]
    backwards = [outcome(tree, table) for tree in reversed(trees)]
    assert forwards == backwards[::-1]


# ---- the tokenizer, broken on purpose


def without(sign):
    return lambda tokens: [k for k in tokens if k.text != sign]


def spelled(**changes):
    table = {key.replace("minus", "-"): value for key, value in changes.items()}
    return lambda tokens: [k._replace(text=table.get(k.text, k.text)) for k in tokens]


def folded(tokens):
    return [k._replace(text=k.text.lower()) if len(k.text) == 1 else k for k in tokens]


def wordless(tokens):
    return [k._replace(word="out") if k.text == r"\mathrm" else k for k in tokens]


def shortened(tokens):
    pairs = zip(tokens, [*tokens[1:], None], strict=True)
    return [k for k, after in pairs if not (k.text.isdigit() and after and after.text.isdigit())]


def truncated(tokens):
    return tokens[:-1]


MUTANTS = {
    "primes are lost": without("'"),
    "minus becomes plus": spelled(minus="+"),
    "case is folded": folded,
    "labels and words are mixed up": wordless,
    "numbers keep their last digit only": shortened,
    "the end of the text is not read": truncated,
    "dots between factors are lost": without(r"\cdot"),
    "commas between indices are lost": without(","),
    "subscripts become superscripts": spelled(_="^"),
}


@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=MUTANTS.keys())
def test_a_broken_tokenizer_is_noticed(mutant, monkeypatch, tree_maker, table):
    seeds = range(150)
    sound = census(tree_maker, table, seeds)
    tokenize = reader.tokenize
    monkeypatch.setattr(reader, "tokenize", lambda source: mutant(tokenize(source)))
    with pytest.raises(AssertionError):
        assert_nothing_wrong(census(tree_maker, table, seeds))
    assert_nothing_wrong(sound)


def test_the_check_notices_a_wrong_writer(monkeypatch, tree_maker, table):
    monkeypatch.setitem(RULES, t.Fence, lambda n: rf"\left\lceil {write(n.body)} \right\rceil")
    found = census(tree_maker, table, range(100))
    assert any(what.startswith("wrong") for what in found)
