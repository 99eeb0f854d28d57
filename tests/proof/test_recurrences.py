"""Recurrences and their closed forms: what is so is proved, what is not is never."""

import random
from collections.abc import Sequence
from math import prod

import pytest

from symconv.errors import ProofError
from symconv.latex.tree import Statement
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof import recurrences
from symconv.proof.author import sequence, statement
from symconv.proof.context import Context
from symconv.proof.derivation import Answer, Derivation, Step, Witness
from symconv.proof.prove import decide, prove
from symconv.proof.verdict import Proved, Refuted, Undecided, Verdict

TABLE = SymbolTable.of(
    scalars("L n", Domain.NATURAL), scalars("P", Domain.POSITIVE), scalars("W z", Domain.INTEGER),
    scalars("l i m", Domain.INTEGER), tensors("k s", rank=1, domain=Domain.POSITIVE),
    tensors("c", rank=1, domain=Domain.INTEGER), tensors("x", rank=1), tensors("r J N y", rank=1),
    tensors("u", rank=1, domain=Domain.POSITIVE), tensors("q", rank=1, domain=Domain.NATURAL),
    tensors("g", rank=2),
)  # fmt: skip
JUMP = ("J", "1", r"s_{l} J_{l - 1}")
FIELD = ("r", "1", r"r_{l - 1} + \left(k_{l} - 1\right) J_{l - 1}")
SIZE = ("N", "W", r"\left\lfloor \frac{N_{l - 1} + c_{l}}{s_{l}} \right\rfloor")

JUMPS = r"J_{L} = \prod_{i=1}^{L} s_{i}"
FIELDS = r"r_{L} = 1 + \sum_{l=1}^{L} \left(k_{l} - 1\right) \prod_{i=1}^{l - 1} s_{i}"
SIZES = (
    r"N_{L} = \left\lfloor \frac{W + \sum_{l=1}^{L} c_{l} \prod_{i=1}^{l - 1} s_{i}}"
    r"{\prod_{i=1}^{L} s_{i}} \right\rfloor"
)


def context(*rows: tuple[str, str, str], assume: Sequence[str] = ()) -> Context:
    defined = [sequence(name, "l", first, body, "given", TABLE) for name, first, body in rows]
    return Context(TABLE, {d.name: d.definition for d in defined}, tuple(map(read, assume)))


def read(latex: str) -> Statement:
    return statement(latex, TABLE)


def verdict(latex: str, *rows: tuple[str, str, str], assume: Sequence[str] = ()) -> Verdict:
    return decide(read(latex), context(*rows, assume=assume))


@pytest.mark.parametrize(
    ("claim", "rows"),
    [
        (JUMPS, [JUMP]),
        (rf"{JUMPS} \wedge {FIELDS}", [JUMP, FIELD]),
        (SIZES, [SIZE]),
        (r"y_{n} = n^{2}", [("y", "0", r"y_{l - 1} + 2 l - 1")]),
        (r"y_{n} = 1 + n \left(W - 1\right)", [("y", "1", r"y_{l - 1} + W - 1")]),
        (r"y_{n} = 2^{n}", [("y", "1", r"2 y_{l - 1}")]),
        (r"y_{L} = \sum_{m=0}^{L} x_{m}", [("y", "x_{0}", r"y_{l - 1} + x_{l}")]),
        (r"y_{P} = \sum_{m=1}^{P} \sum_{i=1}^{m} x_{i}",
         [("y", "0", r"y_{l - 1} + \sum_{m=1}^{l} x_{m}")]),
        (r"J_{L} = J_{L} \wedge r_{L} = 1 + \sum_{l=1}^{L} \left(k_{l} - 1\right) J_{l - 1}",
         [JUMP, FIELD]),
        (r"y_{L} = L \wedge r_{L} = \frac{L \left(L - 1\right)}{2}",
         [("y", "0", "y_{l - 1} + 1"), ("r", "0", "r_{l - 1} + y_{l - 1}")]),
    ],
)  # fmt: skip
def test_closed_forms_are_proved_by_induction(claim: str, rows: list) -> None:
    found = verdict(claim, *rows)
    assert isinstance(found, Proved)
    assert found.method == "induction"


@pytest.mark.parametrize(
    ("claim", "rows"),
    [
        ("r_{0} = 1", [JUMP, FIELD]),
        (r"r_{2} = 1 + \left(k_{1} - 1\right) + \left(k_{2} - 1\right) s_{1}", [JUMP, FIELD]),
        (r"r_{n + 1} = r_{n} + \left(k_{n + 1} - 1\right) J_{n}", [JUMP, FIELD]),
        (r"r_{n + 1} - r_{n} = \left(k_{n + 1} - 1\right) J_{n}", [JUMP, FIELD]),
        (r"N_{n + 2} = \left\lfloor \frac{N_{n} + c_{n + 1} + s_{n + 1} c_{n + 2}}"
         r"{s_{n + 1} s_{n + 2}} \right\rfloor", [SIZE]),
        (r"\prod_{i=1}^{n + 1} s_{i} = s_{n + 1} \prod_{l=1}^{n} s_{l}", []),
        (r"\prod_{i=1}^{n} s_{i} \ge 1", []),
        (r"\sum_{i=1}^{0} x_{i} = 0 \wedge \prod_{i=1}^{0} x_{i} = 1", []),
        (r"\sum_{i=0}^{P} x_{i + 1} = x_{P + 1} + \sum_{i=0}^{P - 1} x_{i + 1}", []),
    ],
)  # fmt: skip
def test_one_step_back_is_proved_directly(claim: str, rows: list) -> None:
    assert isinstance(verdict(claim, *rows), Proved)
    assert isinstance(recurrences.decide(read(claim), context(*rows)), Proved)


@pytest.mark.parametrize(
    ("claim", "rows"),
    [
        (rf"{JUMPS} \wedge {FIELDS}".replace("1 + \\sum", "\\sum"), [JUMP, FIELD]),
        (rf"{JUMPS} \wedge {FIELDS}".replace("^{l - 1}", "^{l}"), [JUMP, FIELD]),
        (rf"{JUMPS} \wedge {FIELDS}".replace("{l=1}", "{l=2}"), [JUMP, FIELD]),
        (rf"{JUMPS} \wedge {FIELDS}".replace("k_{l}", "k_{l + 1}"), [JUMP, FIELD]),
        (SIZES.replace(r" \prod_{i=1}^{l - 1} s_{i}", ""), [SIZE]),
        (SIZES.replace("lfloor", "lceil").replace("rfloor", "rceil"), [SIZE]),
        (r"y_{n} = n^{2}", [("y", "0", r"y_{l - 1} + 2 l + 1")]),
        (r"y_{n} = n^{2}", [("y", "1", r"y_{l - 1} + 2 l - 1")]),
        ("r_{1} = k_{1} s_{1}", [JUMP, FIELD]),
        (r"r_{n + 1} = r_{n} + k_{n + 1} J_{n}", [JUMP, FIELD]),
        (r"\prod_{i=1}^{n + 1} s_{i} = s_{n} \prod_{l=1}^{n} s_{l}", []),
        (r"\prod_{i=1}^{n} c_{i} \ge 1", []),
        (r"\prod_{i=1}^{n} x_{i} \ge 0", []),
        (r"\prod_{i=1}^{n} q_{i} \ge 1", []),
        # the values of a sequence need not be in the domain that its name was given
        (r"u_{n} \ge 1", [("u", "1", "u_{l - 1} - 5")]),
        # a sum that starts late may be empty
        (r"\sum_{i=5}^{n + 1} x_{i} = \sum_{i=5}^{n} x_{i} + x_{n + 1}", []),
        # a bound name may be negative, whatever its domain is elsewhere
        (r"\sum_{n=-3}^{L} \sum_{i=1}^{n + 1} x_{i} "
         r"= \sum_{n=-3}^{L} \left(\sum_{i=1}^{n} x_{i} + x_{n + 1}\right)", []),
        # the sum in the recurrence binds the name that stands in the index
        (r"y_{n + 1} = y_{n} + \sum_{i=1}^{n + 1} x_{i + 1}",
         [("y", "0", r"y_{l - 1} + \sum_{n=1}^{l} x_{l}")]),
        (r"y_{n + 1} = y_{n} + 3 x_{n + 1}", [("y", "0", r"y_{l - 1} + \sum_{l=1}^{3} x_{l}")]),
        (r"\sum_{i=1}^{n + 1} \sum_{i=1}^{2} x_{i} = \sum_{i=1}^{n} \sum_{i=1}^{2} x_{i} "
         r"+ 2 x_{n + 1}", []),
        # the value at 0 is taken with 0 for the index
        ("y_{0} = l", [("y", "l", "y_{l - 1}")]),
        # the recurrence holds L fixed, and is no recurrence in L
        (r"y_{L} = \frac{L \left(L - 1\right)}{2}", [("y", "0", r"y_{l - 1} + L")]),
    ],
)  # fmt: skip
def test_wrong_closed_forms_are_refuted_with_numbers(claim: str, rows: list) -> None:
    found = recurrences.decide(read(claim), context(*rows))
    assert isinstance(found, Refuted)
    assert found.counterexample


@pytest.mark.parametrize(
    ("claim", "rows", "assume"),
    [
        # z may be negative, and then the sequence has no value
        ("y_{z} = z", [("y", "0", "y_{l - 1} + 1")], []),
        # what is assumed of L need not hold for the values before it
        (r"y_{L} = 49", [("y", "0", r"y_{l - 1} + 2 l - 1")], ["L = 7"]),
        # what is assumed of L would hide the steps on the way to it
        ("y_{L} = 0", [("y", "0", r"y_{l - 1} + \max\left(0, 5 - l\right)")], [r"L \ge 5"]),
        # two claims about one sequence
        (r"y_{L} = y_{L} + 0 \cdot W \wedge y_{L} = W", [("y", "1", "y_{l - 1}")], ["W = 1"]),
        # a sum binds the name over which the induction would run
        (r"y_{L} = \sum_{L=1}^{L} x_{L}", [("y", "0", r"y_{l - 1} + x_{l}")], []),
        # no recurrence: it looks ahead, at itself, or too far back
        ("y_{L} = 1", [("y", "1", "y_{l + 1}")], []),
        ("y_{L} = 1", [("y", "1", "y_{l}")], []),
        ("y_{L} = 1", [("y", "1", "y_{l - 2}")], []),
    ],
)  # fmt: skip
def test_what_induction_does_not_show_is_not_proved(claim: str, rows: list, assume: list) -> None:
    assert not isinstance(verdict(claim, *rows, assume=assume), Proved)


def test_true_claims_beyond_the_method_stay_undecided() -> None:
    found = verdict(FIELDS, JUMP, FIELD)  # the induction needs the jump in the claim too
    assert isinstance(found, Undecided)
    assert any("induction" in reason for reason in found.reasons)


def test_an_elements_domain_counts_only_without_sizes() -> None:
    """Outside its sizes a tensor is 0, so its elements need not be positive."""
    from symconv.latex.tree import Number
    from symconv.notation import name
    from symconv.proof.context import Tensor

    plain = context()
    sized = plain.defining({name("s"): Tensor((Number(2),))})
    claim = read(r"\prod_{i=1}^{n} s_{i} \ge 1")
    assert isinstance(recurrences.decide(claim, plain), Proved)
    assert not isinstance(recurrences.decide(claim, sized), Proved)


def test_a_name_is_not_captured() -> None:
    """The index of the outer sum must not be taken for that of the inner one."""
    row = ("y", "0", r"y_{l - 1} + \sum_{i=1}^{l} x_{i}")
    right = r"y_{L} = \sum_{m=1}^{L} \sum_{i=1}^{m} x_{i}"
    assert isinstance(verdict(right, row), Proved)
    assert not isinstance(verdict(right.replace("x_{i}", "x_{m}"), row), Proved)
    assert not isinstance(verdict(r"\sum_{L=1}^{L} x_{L} = \sum_{i=1}^{L} x_{L}"), Proved)


def test_a_statement_without_recurrence_or_sum_is_left_alone() -> None:
    found = recurrences.decide(read("W = W"), context())
    assert found == Undecided(("induction: there is no recurrence and no sum",))


def test_a_sequence_needs_one_name_and_an_index() -> None:
    with pytest.raises(ProofError, match="g has 2 indices, and a sequence has one"):
        sequence("g", "l", "1", "2", "given", TABLE)


def test_a_derivation_by_induction_is_proved_and_a_wrong_step_in_it_is_named() -> None:
    defined = tuple(sequence(n, "l", a, b, "one layer", TABLE) for n, a, b in (JUMP, FIELD))
    claim = rf"{JUMPS} \wedge {FIELDS}"
    derivation = Derivation(
        name="law",
        title="A law",
        symbols=TABLE,
        definitions=defined,
        steps=(Step(claim, read(claim), "by induction"),),
        answer=Answer(FIELDS, "r"),
        witness=Witness("", absent="tested apart"),
    )
    wrong = claim.replace("^{l - 1}", "^{l}")
    with pytest.raises(ProofError, match="law, step 1 of 2, 'by induction': refuted: at L = 1"):
        prove(
            Derivation(**{**vars(derivation), "steps": (Step(wrong, read(wrong), "by induction"),)})
        )
    with pytest.raises(ProofError, match="step 2 of 2, 'the answer': undecided"):
        prove(derivation)  # the answer alone is no closed form of both sequences


PARTS = ("1", "2", "l", r"x_{l}", r"s_{l}", r"x_{l} s_{l}", r"\left(x_{l} - l\right)")
CLOSED = (
    r"\sum_{m=1}^{L} P", r"1 + \sum_{m=1}^{L} P", r"\prod_{m=1}^{L} P", r"2 \prod_{m=1}^{L} P",
    r"\sum_{m=1}^{L} P \prod_{i=1}^{m - 1} s_{i}", r"\prod_{m=1}^{L} P + \sum_{m=1}^{L} s_{m}",
    r"2^{L}", r"L", r"\frac{L \left(L + 1\right)}{2}", "1",
)  # fmt: skip
MATCHING = (
    ("0", "y_{l - 1} + P", CLOSED[0]),
    ("1", "y_{l - 1} + P", CLOSED[1]),
    ("1", "P y_{l - 1}", CLOSED[2]),
)
STEPS = ("y_{l - 1} + P", "P y_{l - 1}", "s_{l} y_{l - 1} + P", "y_{l - 1} - P", "P")


def plain_value(latex: str, index: str, at: int, numbers: dict[str, list[int]], last: int) -> int:
    """A part at one index, by Python's own evaluation of a rewritten text."""
    text = latex.replace(rf"x_{{{index}}}", f"x[{at}]*").replace(rf"s_{{{index}}}", f"s[{at}]*")
    text = text.replace(r"\left", "").replace(r"\right", "").replace("*)", ")").replace("* -", " -")
    text = text.strip().removesuffix("*").replace("* s", "*s")
    return int(eval(text, {}, {"x": numbers["x"], "s": numbers["s"], index: at}))


def test_nothing_false_is_proved_of_random_recurrences() -> None:
    """A proved claim is computed with loops, on numbers that the procedures never saw."""
    dice = random.Random(7)
    proved = 0
    for _ in range(150):
        part, step, closed = dice.choice(PARTS), dice.choice(STEPS), dice.choice(CLOSED)
        other = part if dice.random() < 0.8 else dice.choice(PARTS)
        first = dice.choice(("0", "1"))
        if dice.random() < 0.5:
            first, step, closed = dice.choice(MATCHING)
        claim = f"y_{{L}} = {closed.replace('P', other.replace('{l}', '{m}').replace(' l', ' m'))}"
        if other == "l":
            claim = claim.replace(" l", " m")
        rows = ("y", first, step.replace("P", part))
        if not isinstance(recurrences.decide(read(claim), context(rows)), Proved):
            continue
        proved += 1
        for seed in range(5):
            source = random.Random(seed)
            numbers = {"x": [source.randint(-9, 9) for _ in range(9)],
                       "s": [source.randint(1, 9) for _ in range(9)]}  # fmt: skip
            y = int(first)
            for last in range(7):
                if last:
                    y = _next(
                        step, y, plain_value(part, "l", last, numbers, last), numbers["s"][last]
                    )
                assert y == _closed(closed, other, last, numbers), (rows, claim)
    assert proved >= 10


def _next(step: str, y: int, p: int, s: int) -> int:
    return dict(zip(STEPS, (y + p, p * y, s * y + p, y - p, p), strict=True))[step]


def _closed(closed: str, part: str, last: int, numbers: dict[str, list[int]]) -> int:
    values = [plain_value(part, "l", m, numbers, last) for m in range(1, last + 1)]
    s = numbers["s"]
    total, product = sum(values), prod(values)
    weighted = sum(v * prod(s[1 : m + 1]) for m, v in enumerate(values))
    results = (total, 1 + total, product, 2 * product, weighted, product + sum(s[1 : last + 1]),
               2**last, last, last * (last + 1) // 2, 1)  # fmt: skip
    return dict(zip(CLOSED, results, strict=True))[closed]
