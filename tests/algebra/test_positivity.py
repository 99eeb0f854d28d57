"""Certificates: true ones are accepted, corrupted ones are not, and what is accepted is right."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from symconv.algebra.certificate_search import System, contradiction
from symconv.algebra.polynomial import ring
from symconv.algebra.positivity import Certificate, Fact, Product, check

s, o, q, e, x, y, z = ring(8).gens()[:7]

WINDOW = (
    (s, False),
    (e - (1 + s) * q, False),
    ((1 + s) * q + s - e, False),
    (e - (1 + s) * o, False),
    (o - q - 1, False),
)
SUM = ((z - 3, False), (1 - x, False), (x + y - z, False), (z - x - y, False), (1 - y, False))
SYSTEMS = {
    "linear": System(((x - 2, False), (1 - x, False))),
    "strict": System(((x, True), (-x, False))),
    "window": System(WINDOW, bounds=((0, 0),), goals=(4,)),
    "square": System(((2 * x * y - x * x - y * y, True),), goals=(0,)),
    "equation": System(SUM, equations=(x + y - z,)),
    "two equations": System(((x - 1, False), (x - z, True)), (2 * x - y, 2 * y - 4 * z)),
}
CERTIFICATES = {name: contradiction(system) for name, system in SYSTEMS.items()}


@pytest.mark.parametrize("name", SYSTEMS)
def test_search_finds_what_check_accepts(name):
    """Each system is contradictory, and the certificate says so."""
    certificate = CERTIFICATES[name]
    assert certificate is not None
    assert check(certificate)


def changed(terms):
    """Add 1 to each coefficient in turn, and drop each term in turn."""
    for monomial in terms:
        yield {**terms, monomial: terms[monomial] + 1}
        yield {m: c for m, c in terms.items() if m != monomial}


def corruptions():
    """Yield changed certificates, each with a name."""
    for name, good in CERTIFICATES.items():
        for k, p in enumerate(good.products):

            def put(changed_product, good=good, k=k):
                products = (*good.products[:k], changed_product, *good.products[k + 1 :])
                return replace(good, products=products)

            yield f"{name}: product {k} negative", put(replace(p, weight=-p.weight))
            yield f"{name}: product {k} of a fact that is not there", put(replace(p, facts=(99,)))
            yield f"{name}: product {k} of fact -1", put(replace(p, facts=(-1,)))
            if p.facts:
                yield f"{name}: product {k} heavier", put(replace(p, weight=p.weight + 1))
                yield f"{name}: product {k} dropped", put(replace(p, weight=Fraction(0)))
                yield f"{name}: product {k} squared", put(replace(p, facts=p.facts * 2))
            if p.root:
                for n, root in enumerate(changed(p.root)):
                    yield f"{name}: root {k}, change {n}", put(replace(p, root=root))
        used = {i for p in good.products for i in p.facts}
        for i in used:
            for n, terms in enumerate(changed(good.facts[i].terms)):
                facts = (*good.facts[:i], replace(good.facts[i], terms=terms), *good.facts[i + 1 :])
                yield f"{name}: fact {i}, change {n}", replace(good, facts=facts)
        for i, (unknown, value) in enumerate(good.solved):
            for n, terms in enumerate(changed(value)):
                solved = (*good.solved[:i], (unknown, terms), *good.solved[i + 1 :])
                yield f"{name}: value {i}, change {n}", replace(good, solved=solved)
            yield f"{name}: equation {i} missing", replace(good, equations=good.equations[:-1])
            yield f"{name}: unknown {i} is another", replace(good, solved=((unknown + 1, value),))
        yield f"{name}: a monomial too short", replace(good, unknowns=good.unknowns + 1)
        yield f"{name}: nothing", replace(good, products=())


CORRUPTIONS = dict(corruptions())


def is_contradictory(certificate):
    """Whether no point of a box satisfies the facts and the equations."""
    polynomials = [*(f.terms for f in certificate.facts), *certificate.equations]
    used = {i for t in polynomials for m in t for i, exponent in enumerate(m) if exponent}
    sides = [range(-1, 5) if i in used else (0,) for i in range(certificate.unknowns)]
    return not any(all_hold(certificate, point) for point in product(*sides))


def all_hold(certificate, point):
    values = [(evaluated(f.terms, point), f.strict) for f in certificate.facts]
    equal = all(evaluated(t, point) == 0 for t in certificate.equations)
    return equal and all(v > 0 or (v == 0 and not strict) for v, strict in values)


def evaluated(terms, point):
    total = Fraction(0)
    for monomial, coefficient in terms.items():
        for base, exponent in zip(point, monomial, strict=False):
            coefficient = coefficient * base**exponent
        total += coefficient
    return total


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_rejects_a_corrupted_certificate(name):
    """A changed certificate is rejected, unless its changed facts contradict each other too."""
    certificate = CORRUPTIONS[name]
    assert not check(certificate) or is_contradictory(certificate)


def test_nearly_all_corruptions_are_rejected():
    """The table is not empty by accident."""
    assert sum(not check(c) for c in CORRUPTIONS.values()) >= 150


def test_strictness_counts():
    """0 > 0 is a contradiction, 0 >= 0 is not."""
    unit, one = Fraction(1), {(1,): Fraction(1)}
    both = (Fact(one, strict=True), Fact({(1,): Fraction(-1)}))
    products = (Product(unit, (0,)), Product(unit, (1,)))
    assert check(Certificate(1, both, products))
    weak = (Fact(one), both[1])
    assert not check(Certificate(1, weak, products))
    assert not check(Certificate(1, both, (Product(unit, (0, 1)), Product(unit, (0,), one))))


def test_a_square_may_be_zero():
    """x^2 - x^2 = 0 is no contradiction: x = 0 satisfies -x^2 >= 0."""
    unit, x1 = Fraction(1), {(1,): Fraction(1)}
    fact = Fact({(2,): -unit})
    assert not check(Certificate(1, (fact,), (Product(unit, (), x1), Product(unit, (0,)))))
    strict = Fact({(2,): -unit}, strict=True)
    assert check(Certificate(1, (strict,), (Product(unit, (), x1), Product(unit, (0,)))))


def test_weights_are_not_negative():
    """-1 times what is not negative proves nothing, though it sums to a negative number."""
    unit = Fraction(1)
    assert not check(Certificate(1, (Fact({(0,): unit}),), (Product(-unit, (0,)),)))
    assert not check(Certificate(1, (), (Product(-unit, ()),)))


def test_only_a_negative_sum_contradicts():
    """A sum that is a positive number, or not a number, proves nothing."""
    unit = Fraction(1)
    assert not check(Certificate(1, (), (Product(unit, ()),)))
    assert not check(Certificate(1, (Fact({(1,): -unit}),), (Product(unit, (0,)),)))


def test_an_equation_is_solved_for_what_it_contains():
    """An unknown may not be replaced by what contains it, nor by a value of its square."""
    x1, unit = {(1,): Fraction(1)}, Fraction(1)
    facts, products = (Fact({(1,): unit}), Fact({(1,): -unit}, strict=True)), ()
    square = {(2,): unit}
    assert not check(Certificate(1, facts, products, (square,), ((0, {}),)))
    assert not check(Certificate(1, facts, products, (x1,), ((0, {(1,): unit, (0,): unit}),)))


def test_what_is_accepted_is_right():
    """Random certificates, half of them nearly right: what is accepted has no solution in a box."""
    source = random.Random(7)
    accepted = 0
    box = [Fraction(n, 2) for n in range(-6, 7)]
    for _ in range(600):
        f, g = random_fact(source), random_fact(source)
        constant = {(0, 0): Fraction(source.choice((-1, 0, 1)))}
        opposite = {
            m: -f.terms.get(m, Fraction(0)) + constant.get(m, 0) for m in f.terms | constant
        }
        facts = (f, g, Fact(opposite, strict=source.random() < 0.5))
        weights = [Fraction(source.choice((0, 1, 1, 2))) for _ in range(3)]
        picks = ((0,), (2,), source.choice(((), (1,), (0, 2))))
        products = tuple(map(Product, weights, picks))
        certificate = Certificate(2, facts, products)
        if check(certificate):
            accepted += 1
            assert not any(all_hold(certificate, point) for point in product(box, repeat=2))
    assert accepted > 20


def random_fact(source):
    monomials = source.sample([(0, 0), (1, 0), (0, 1), (1, 1), (2, 0)], 2)
    terms = {m: Fraction(source.choice((-2, -1, 1, 2))) for m in monomials}
    return Fact(terms, strict=source.random() < 0.3)


def test_search_gives_up_on_what_has_a_solution():
    """No certificate for facts that hold somewhere."""
    assert contradiction(System(((x - 2, False), (5 - x, False)))) is None
    assert contradiction(System(((x * y - 1, False), (x, True)), goals=(0,))) is None
    assert contradiction(System(())) is None
