"""The same values behind colons, in lists, in tables and with letters of another shape."""

from collections.abc import Callable

import pytest

from symconv.audit.finding import Finding

VerdictOn = Callable[[str, str], Finding]
COUNT = (
    "ask: conv_parameters, given: {in_channels: C, out_channels: N, kernel_size: K, bias: false}"
)
GROUPED = (
    "ask: grouped_conv_parameters, "
    "given: {in_channels: C, out_channels: N, kernel_size: K, groups: M}"
)
MAPS = """ask: network_sizes, given: {size: [12, 12], channels: 3, batch: 2, layers: [
      'A = conv 8 kernel_size=3', 'B = max_pool 2 stride=2', 'C = conv 4 kernel_size=1']}"""
FIELDS = """ask: receptive_field, given: {size: [64], layers: [
      'A = conv 8 kernel_size=5 stride=2', 'B = conv_transpose 4 kernel_size=3 stride=2',
      'C = conv 4 kernel_size=1']}"""
SHAPES = [(2, 8, 10, 10), (2, 8, 5, 5), (2, 4, 5, 5)]


def listed(form: str, shapes: list[tuple[int, ...]], sign: str) -> str:
    """Write the shapes of A, B and C, each in a form with a name and sizes."""
    rows = zip("ABC", shapes, strict=True)
    return "\n".join(form % (name, sign.join(map(str, sizes))) for name, sizes in rows)


FORMS = [
    (r"- $%s: %s$", r" \times "),
    (r"- $%s$: (%s)", ", "),
    (r"- $%s \colon %s$", r" \times "),
    (r"%s: (%s),", ", "),
    (r"$$\begin{aligned} %s &: %s \end{aligned}$$", r" \times "),
    (r"- $%s = (%s)$", ", "),
]


@pytest.mark.parametrize(("form", "sign"), FORMS)
def test_shapes_behind_names(verdict_on: VerdictOn, form: str, sign: str) -> None:
    """Right where all are right; one that is not is pointed at."""
    assert verdict_on(MAPS, listed(form, SHAPES, sign)).right
    wrong = [SHAPES[0], (2, 8, 5, 6), SHAPES[2]]
    found = verdict_on(MAPS, listed(form, wrong, sign))
    assert found.verdict == "wrong"
    assert found.message.startswith("B: ")


@pytest.mark.parametrize(
    "answer",
    [
        r"$\#\text{params} = K^2 C N$",
        r"$\theta: K^2 C N$",
        r"$\text{Parameters}: K^2 C N$",
        r"$N_{\text{params}} = K^2 C N$",
        "#params: $K^2 C N$",
    ],
)
def test_a_count_under_any_name(verdict_on: VerdictOn, answer: str) -> None:
    """The number of parameters has no name in the question."""
    assert verdict_on(COUNT, answer).right
    assert verdict_on(COUNT, answer.replace("K^2", "K")).verdict == "wrong"


@pytest.mark.parametrize(
    "answer", [r"$f: \mathbb{R} \to \mathbb{R}$", r"$x \in \{n : n > 0\}$", "$K : C = 3$"]
)
def test_other_colons_state_no_value(verdict_on: VerdictOn, answer: str) -> None:
    """A map, a set, a ratio."""
    assert verdict_on(COUNT, answer).verdict == "person"


def test_one_number_for_each_layer_in_order(verdict_on: VerdictOn) -> None:
    """A layer with two phases counts once; the fields are 5, then 7 or 5, then 7 or 5."""
    found = verdict_on(FIELDS, "5, 7, 7")
    assert found.verdict == "incomplete"
    assert "odd" in found.message
    found = verdict_on(FIELDS, "5, 7, 9")
    assert found.verdict == "wrong"
    assert found.message.startswith("C: 9 instead of 7")


def test_a_single_formula_is_meant_for_the_conclusion_with_its_names(
    verdict_on: VerdictOn,
) -> None:
    """The parameters of one group, where those of all and the ratio were asked for."""
    found = verdict_on(GROUPED, r"$\frac{C K^2 N}{M^2}$")
    assert found.verdict == "wrong"
    assert found.cause is not None
    assert found.cause.name == "groups-twice"


def test_a_table_in_latex(verdict_on: VerdictOn) -> None:
    """Rows of a tabular, and of an array with a row of words."""
    layers = """ask: network_parameters, given: {size: [12, 12], channels: 3, bias: false, layers: [
      'A = conv 8 kernel_size=3', 'C = conv 4 kernel_size=1']}"""
    body = r"\text{layer} & \text{parameters} \\ \hline A & 216 \\ C & 32 \\ \text{total} & 248"
    assert verdict_on(layers, rf"$$\begin{{array}}{{l|r}} {body} \end{{array}}$$").right
    body = r"layer & parameters \\ \hline $A$ & 216 \\ $C$ & 32 \\ total & 248"
    assert verdict_on(layers, rf"\begin{{tabular}}{{l|r}} {body} \end{{tabular}}").right
    found = verdict_on(
        layers, rf"\begin{{tabular}}{{l|r}} {body} \end{{tabular}}".replace("32", "36")
    )
    assert found.verdict == "wrong"
    assert "36 instead of 32" in found.message
