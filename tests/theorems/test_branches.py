"""Branches in the theorems about networks: against the layers, and what cannot be joined."""

import random

import pytest

from symconv.errors import GivenError
from symconv.layers import interior_patterns
from symconv.layers.lines import layer_line
from symconv.layers.make import layer
from symconv.layers.network import Network
from symconv.layers.node import Node
from symconv.proof.prove import prove
from symconv.theorems import derive

RESIDUAL = [
    "c1 = conv 8 kernel_size=3 stride=2 padding=1",
    "relu",
    "c2 = conv 8 kernel_size=3 padding=1",
    "skip = conv 8 kernel_size=1 stride=2 from=input",
    "sum = add from=c2,skip",
    "relu",
    "both = concat from=sum,c1",
    "max_pool 2",
]


def network(lines: list[str]) -> Network:
    """The same lines as layers, whose sizes are computed by other code."""
    nodes = []
    for number, text in enumerate(lines):
        line = layer_line(text)
        nodes.append(Node(line.name or f"layer{number}", layer(line), line.reads))
    return Network(tuple(nodes))


def sizes(lines: list[str], in_shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The shapes behind the layers that change one or join."""
    trace = network(lines).trace(in_shape)
    return [tuple(row.out_shape) for row in trace.rows if type(row.layer).__name__ != "ReLU"]


def test_a_residual_block_has_the_sizes_of_its_layers() -> None:
    derivation = derive("network_sizes", layers=RESIDUAL, size=[15, 9], channels=3)
    assert prove(derivation).shown
    assert list(derivation.answer.value) == sizes(RESIDUAL, (3, 15, 9))  # type: ignore[arg-type]
    assert derivation.figures == ()  # a strip would hide the branches
    lines = [step.latex for step in derivation.steps]
    assert "H^{(4)} = H^{(2)} = H^{(3)} = 8" in lines
    assert "C^{(5)} = 8 + 8 = 16" in lines


def test_symbolic_sizes_of_branches_agree_as_quotients() -> None:
    derivation = derive("network_sizes", layers=RESIDUAL, size=["H", "W"], channels=3)
    assert prove(derivation).shown
    assert "W^{(4)} = W^{(2)} = W^{(3)}" in [step.latex for step in derivation.steps]


def test_parameters_behind_a_concatenation_span_all_its_channels() -> None:
    lines = [*RESIDUAL, "conv 4 kernel_size=1", "flatten", "linear 2"]
    derivation = derive("network_parameters", layers=lines, size=[16, 16], channels=3)
    assert prove(derivation).shown
    convs = (3 * 3 * 3 * 8 + 8) + (3 * 3 * 8 * 8 + 8) + (3 * 8 + 8) + (16 * 4 + 4)
    assert derivation.answer.value[-1] == convs + (4 * 4 * 4 * 2 + 2)  # type: ignore[index]


def test_random_branches_agree_with_the_layers() -> None:
    dice = random.Random(5)
    for _ in range(40):
        lines, names = ["a0 = conv 4 kernel_size=1"], ["a0"]
        for number in range(1, 6):
            source = dice.choice(names)
            if dice.random() < 0.5:
                kernel = dice.choice([1, 3, 5])
                line = f"conv 4 kernel_size={kernel} padding={kernel // 2} from={source}"
            else:
                line = f"{dice.choice(['add', 'concat'])} from={source},{dice.choice(names)}"
            lines.append(f"a{number} = {line}")
            names.append(f"a{number}")
        try:
            expected = sizes(lines, (3, 11, 7))
        except ValueError:
            with pytest.raises(GivenError, match="joins"):
                derive("network_sizes", layers=lines, size=[11, 7], channels=3)
            continue
        found = derive("network_sizes", layers=lines, size=[11, 7], channels=3).answer.value
        assert list(found) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["a = conv 3 kernel_size=3", "add from=a,input"], "joins a .conv. and the input: 7 and 9"),
        (["a = conv 8 kernel_size=1", "add from=a,input"], "8 and 3 differ"),
        (["a = global_avg_pool", "add from=a,input"], "joins an image and a vector"),
        (["add"], "add reads 1 layer;"),
        (["conv 3 from=input,input"], "conv reads 2 layers"),
        (["conv 3 from=x"], "reads x, which no line before it is named; hint: .* input"),
        (["a = conv 3", "relu from=input"], "relu keeps the size"),
        (["add from=input,"], "from= names what is read once"),
        (["add from=input from=input"], "from= names what is read once"),
    ],
)
def test_what_cannot_be_joined_is_refused(lines: list[str], said: str) -> None:
    with pytest.raises(GivenError, match=said) as caught:
        derive("network_sizes", layers=lines, size=[9], channels=3)
    assert caught.value.given == "layers"


def test_symbolic_branches_that_differ_are_refused_with_their_quotients() -> None:
    lines = ["a = conv 3 kernel_size=3 stride=2 padding=1", "b = max_pool 2 from=input"]
    with pytest.raises(GivenError, match=r"floor\(\(H \+ 1\)/2\) and floor\(\(H\)/2\) differ"):
        derive("network_sizes", layers=[*lines, "add from=a,b"], size=["H", "W"], channels=3)
    with pytest.raises(GivenError, match="adds up channels, which must be numbers"):
        derive("network_sizes", layers=["concat from=input,input"], size=[4], channels="C")


def test_kernels_behind_a_concatenation_span_all_branches() -> None:
    lines = [*RESIDUAL, "conv 5 kernel_size=1", "last = conv 7 kernel_size=1 from=sum"]
    derivation = derive("network_channels", layers=lines, channels=3)
    assert prove(derivation).shown
    assert derivation.answer.value == (3, 8, 3, 16, 8)
    with pytest.raises(GivenError, match="adds branches of 8 and 3 channels"):
        derive("network_channels", layers=["a = conv 8", "add from=a,input", "conv 3"])
    with pytest.raises(GivenError, match="channels, which must be numbers"):
        derive("network_channels", layers=["concat from=input,input", "conv 3"], channels="C")


def test_a_theorem_about_chains_refuses_branches() -> None:
    with pytest.raises(GivenError, match="takes a chain of layers"):
        derive("size_law", layers=["a = conv 3", "conv 3 from=input"])


def test_a_sum_sees_what_its_branches_see() -> None:
    derivation = derive("receptive_field", layers=RESIDUAL)
    assert prove(derivation).shown
    assert derivation.answer.value == (3, 7, 1, 7, 7, 9)
    lines = [step.latex for step in derivation.steps]
    assert "J^{(2)} = J^{(3)} = 2" in lines


def test_fields_of_random_branches_are_the_patterns_of_the_layers() -> None:
    """Against the interior patterns, which know units and phases and no recurrences."""
    dice, shown = random.Random(2), 0
    for _ in range(60):
        lines, names = ["a0 = conv 1 kernel_size=3 padding=1"], ["a0"]
        for number in range(1, 6):
            source = dice.choice(names[-3:])
            if dice.random() < 0.6:
                kernel, stride = dice.choice([1, 2, 3]), dice.choice([1, 1, 2])
                pads = dice.randint(0, 2)
                line = f"conv 1 kernel_size={kernel} stride={stride} padding={pads} from={source}"
            else:
                line = f"{dice.choice(['add', 'concat'])} from={source},{dice.choice(names[-3:])}"
            lines.append(f"a{number} = {line}")
            names.append(f"a{number}")
        try:
            derivation = derive("receptive_field", layers=lines)
        except GivenError as error:
            if "pixels apart" not in error.fact:
                raise
            continue
        if not any("from=" in line and line.split()[2] in ("add", "concat") for line in lines):
            continue
        nodes = []
        for text in lines:
            line = layer_line(text.replace("concat", "add"))
            nodes.append(Node(line.name, layer(line), line.reads))
        try:
            patterns = interior_patterns(Network(tuple(nodes), (1, 64)))
        except ValueError:
            continue  # paddings that make branches of different lengths, which a field does not see
        sizes = tuple(int(patterns[name][0].size) for name in names)
        assert derivation.answer.value == sizes, lines
        shown += 1
        if shown < 4:
            assert prove(derivation).shown
    assert shown >= 8


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["a = max_pool 2", "add from=a,input"], "units are 1 and 2 pixels apart"),
        (["a = conv kernel_size=K", "add from=a,a"], "for numbers only"),
        (["a = linear 3", "add from=a,a"], "not written out beside branches"),
        (["a = conv", "softmax", "add from=a,a"], "not written out beside branches"),
    ],
)
def test_fields_of_branches_that_are_not_written_out(lines: list[str], said: str) -> None:
    with pytest.raises(GivenError, match=said) as caught:
        derive("receptive_field", layers=lines)
    assert caught.value.given == "layers"


def test_a_line_of_a_network_file_may_say_what_it_reads() -> None:
    from symconv.sheets.network_spec import parse_network
    from symconv.sheets.source import Source

    text = "input: [3, 8, 8]\nlayers: [a = conv 3 kernel_size=1, 'add from=a,input']"
    assert parse_network(Source("net.yaml", text), "net").trace().out_shape == (3, 8, 8)
