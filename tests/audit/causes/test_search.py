"""The search names what fits, says how many were tried, and names nothing else."""

from collections.abc import Callable

import pytest

from symconv.audit.causes.search import Found, names

Search = Callable[..., Found]
SIZE = {"size": ["W"], "kernel_size": "K", "stride": "S", "padding": "P"}


@pytest.mark.parametrize(
    ("latex", "name"),
    [
        (r"\lfloor (W + P - K) / S \rfloor + 1", "padding-once"),
        (r"\lceil (W + 2 P - K) / S \rceil + 1", "ceil-for-floor"),
        (r"(W + 2 P - K) / S + 1", "floor-dropped"),
        (r"W + 2 P - K + 1", "stride-ignored"),
        (r"W - K + 1", "params-ignored"),
        (r"W - K", "params-ignored+one-forgotten"),
    ],
)
def test_one_mistake_is_named(searched: Search, latex: str, name: str) -> None:
    """And two together, where one is not enough."""
    found = searched("conv_size", SIZE, n0=latex)
    assert names(found.simplest[0]) == name


def test_an_answer_from_nowhere_has_no_cause(searched: Search) -> None:
    """Many were tried and none fits; none is named."""
    found = searched("conv_size", SIZE, n0=r"W^2 + K P S")
    assert found.simplest == ()
    assert found.fits == ()
    assert found.tried > 500


def test_numbers_are_explained_by_their_letters(searched: Search) -> None:
    """The formula behind 13 and 18 is derived once more with letters."""
    given = {"size": [37, 52], "kernel_size": 5, "stride": 3, "padding": 2}
    found = searched("conv_size", given, n0="37", n1="52")
    assert names(found.simplest[0]) == "stride-ignored"


def test_two_small_numbers_do_not_carry_two_mistakes(searched: Search) -> None:
    """A thousand combinations hit two numbers of two digits by chance: they are not tried."""
    given = {"size": [37, 52], "kernel_size": 5, "stride": 3, "padding": 2}
    found = searched("conv_size", given, n0="11", n1="16")
    assert all(len(fit) == 1 for fit in found.fits)
    assert found.tried < 300


def test_a_fit_at_the_points_alone_is_no_fit(
    searched: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a single point nearly everything fits there; the prover keeps what is the same."""
    monkeypatch.setattr("symconv.audit.causes.points.NUMBER", 1)
    monkeypatch.setattr("symconv.audit.causes.points.points_of.__defaults__", (1,))
    found = searched("conv_size", SIZE, n0=r"\lfloor (W + P - K) / S \rfloor + 1")
    assert {names(fit) for fit in found.fits} <= {"padding-once", "factor-missing"}


def test_what_is_right_must_stay_right(searched: Search) -> None:
    """A mistake in every layer does not explain an answer that is wrong in one."""
    layers = [
        "conv 8 kernel_size=5 stride=2",
        "conv 8 kernel_size=3 stride=2",
        "conv 8 kernel_size=3 stride=2",
    ]
    given = {"size": [200], "layers": layers}
    everywhere = searched("receptive_field", given, n0="5", n1="7", n2="9", wrong=(1, 2))
    assert names(everywhere.simplest[0]) == "jump-ignored"
    once = searched("receptive_field", given, n0="5", n1="9", n2="11", wrong=(2,))
    assert "jump-ignored" not in {names(fit) for fit in once.fits}
    assert "last-stride" not in {names(fit) for fit in once.fits}


def test_the_simplest_comes_first(searched: Search) -> None:
    """Ties are all kept; what is more far-fetched stands behind."""
    given = {"in_channels": "C", "out_channels": "N", "kernel_size": "K", "bias": False}
    found = searched("conv_parameters", given, n0="K^2 C N + N")
    weights = [sum(m.weight for m in fit) + len(fit) - 1 for fit in found.fits]
    assert weights == sorted(weights)
    assert names(found.simplest[0]) == "bias-counted"
    assert found.simplest[0][0].convention
