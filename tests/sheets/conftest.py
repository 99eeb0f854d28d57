"""A theorem of the tests' own, so that reading and writing sheets is tested apart from theorems."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from inspect import Parameter, signature
from pathlib import Path
from types import SimpleNamespace

import pytest

from symconv.errors import GivenError, ShapeError
from symconv.latex import tree as t
from symconv.notation import Domain, SymbolTable, name, scalars
from symconv.proof.derivation import Answer, Defined, Derivation, Step, Witness

N = t.Symbol(name("n"))
M = t.Symbol(name("m"))
SYMBOLS = SymbolTable.of(scalars("n m", Domain.POSITIVE, "size"))


def number(value: int) -> t.Number:
    return t.Number(Fraction(value))


def double(*, n: object = "n", stride: int = 1, kernel_size: int = 1) -> Derivation:
    """A derivation of m = n + n = 2 n with every field that a sheet can show."""
    from symconv.proof.context import Formula

    if stride == 0:
        raise GivenError("stride must be a positive integer, not 0", given="stride")
    if kernel_size == 7:
        raise ShapeError("kernel_size 7 spans more than the input")
    twice = t.Multiply((number(2), N))
    first = t.Chain((M, t.Add((N, N)), twice), ("=", "="))
    iff = t.Logic("iff", (t.Chain((M, twice), ("=",)), t.Chain((twice, M), ("=",))))
    lemma = Derivation(
        name="lemma",
        title="A size is itself",
        symbols=SYMBOLS,
        steps=(Step("n = n + 0", t.Chain((N, t.Add((N, number(0)))), ("=",)), "adding zero"),),
        answer=Answer("n = n", "n"),
        witness=Witness("", absent="nothing to compute"),
    )
    return Derivation(
        name="double",
        title="Doubling a size",
        symbols=SYMBOLS,
        conventions=("Sizes are counted in samples.",),
        hypotheses=((r"n \geq 1", t.Chain((N, number(1)), (">=",))),),
        definitions=(
            Defined(name("m"), Formula(t.Add((N, N))), "m := n + n", "definition of $m$"),
        ),
        lemmas={"same": lemma},
        steps=(
            Step("m = n + n = 2 n", first, "collect: 100 % of n_i & more", "sum", ("same",)),
            Step(r"m = 2 n \Leftrightarrow 2 n = m", iff, "swap the sides", "", ("sum",), "Then"),
        ),
        answer=Answer("m = 2 n", "2*n"),
        witness=Witness("sums of arrays", check=lambda: 12),
        remarks=("The size is even.",),
    )


def fake_theorems() -> SimpleNamespace:
    catalogue: Mapping[str, Callable[..., Derivation]] = {"double": double}

    def parameters(ask: str) -> Mapping[str, Parameter]:
        return signature(catalogue[ask]).parameters

    return SimpleNamespace(
        theorems=lambda: tuple(catalogue),
        signature=parameters,
        derive=lambda ask, **given: catalogue[ask](**given),
    )


@pytest.fixture(autouse=True)
def _own_theorems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symconv.sheets.solve.theorems", fake_theorems())


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a problem set and return its path."""

    def write(text: str | bytes) -> Path:
        path = tmp_path / "hw.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write
