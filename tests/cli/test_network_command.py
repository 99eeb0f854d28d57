"""``symconv network`` and its YAML files: what it prints, and where it says a mistake is."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import symconv
from symconv.cli.main import main
from symconv.cli.network import _to_terminal
from symconv.errors import SpecError
from symconv.layers import Add
from symconv.layers.table import table
from symconv.sheets.network_spec import parse_network
from symconv.sheets.source import Source

SPEC = """\
title: Small residual network
input: [3, 32, 32]
layers:
  - conv1 = conv 16 kernel_size=3 padding=1 bias=false
  - batch_norm
  - relu
  - conv2 = conv 16 kernel_size=3 padding=1
  - {name: sum, layer: add, from: [conv2, relu1]}
  - {layer: conv 16 kernel_size=3 padding=1, name: again, from: sum, shares: conv2}
  - max_pool 2
  - flatten
  - linear 10
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "net.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["network", *map(str, words)])


def test_a_file_is_a_network(spec: Path) -> None:
    net = symconv.load_network(spec)
    assert (net.title, net.in_shape) == ("Small residual network", (3, 32, 32))
    assert net["sum"].inputs == ("conv2", "relu1")
    assert isinstance(net["sum"].layer, Add)
    assert net["again"].shares == "conv2"
    # 432 + 32 + 2320 + 40970, the shared convolution once
    assert net.trace().parameter_count() == 43754


def test_the_formats_say_the_same(spec: Path) -> None:
    columns = "shape,params,buffers,macs,rf,fvcore,ultralytics-thop"
    data = json.loads(run(spec, "--format", "json", "--table", columns).output)
    rows = list(
        csv.DictReader(io.StringIO(run(spec, "--format", "csv", "--table", columns).output))
    )
    assert data["network"] == "Small residual network"
    assert [row["layer"] for row in rows] == [*(r["layer"] for r in data["layers"]), "total"]
    assert data["total"]["params"] == int(rows[-1]["params"]) == 43754
    assert data["total"]["buffers"] == 32
    assert data["layers"][0] == {
        "layer": "conv1",
        "shape": "16×32×32",
        "params": 432,
        "buffers": 0,
        "macs": 442368,
        "rf": "3×3",
        "fvcore": 442368,
        "ultralytics-thop": 442368,
    }
    assert data["total"]["macs"] == sum(row["macs"] for row in data["layers"])


def test_the_table_is_aligned_and_typeset(spec: Path) -> None:
    text = run(spec).output.splitlines()
    assert text[0].split() == ["layer", "kind", "shape", "product", "params", "macs"]
    assert "3×3×3×16" in text[1]
    assert text[-1].endswith("5 201 920")  # 442368 + 2 * 2359296 + 40960
    assert len({line.rindex(" ") for line in (text[1], text[4])}) <= 2
    tex = run(spec, "--format", "tex").output
    assert r"$3 \times 3 \times 16 \times 16 + 16$ & 2\,320" in tex
    html = run(spec, "--format", "html").output
    assert html.startswith("<table><caption>Small residual network</caption>")
    assert html.count("<tr>") == 11


def test_another_input_and_exact_division(spec: Path) -> None:
    data = json.loads(run(spec, "--input", "3x16x8", "--format", "json", "--table", "shape").output)
    assert data["layers"][-3]["shape"] == "16×8×4"
    found = run(spec, "--input", "3x15x16", "--rounding", "exact")
    assert found.exit_code == 2
    assert "(15−2)/2 is not an integer: invalid under exact division; 7 with floor" in found.output
    wrong = run(spec, "--input", "3x0x5")
    assert wrong.exit_code == 2
    assert "is not a shape" in wrong.output


def test_a_terminal_gets_a_grid(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _to_terminal(table(symconv.load_network(spec), columns=["params"]))
    shown = capsys.readouterr().out
    assert "Small residual network" in shown
    assert "43 754" in shown


def test_symbols_are_sizes_too(tmp_path: Path) -> None:
    path = tmp_path / "symbols.yaml"
    path.write_text("input: [3, H, W]\nlayers: [conv 8 kernel_size=3 padding=1]", encoding="utf-8")
    out = run(path, "--format", "json", "--table", "shape,params,macs").output
    assert json.loads(out)["layers"][0] == {
        "layer": "conv1",
        "shape": "8×H×W",
        "params": 224,
        "macs": "216*H*W",
    }
    assert "$216 H W$" in run(path, "--format", "tex", "--table", "macs").output


def test_an_unknown_column_suggests_the_nearest(spec: Path) -> None:
    found = run(spec, "--table", "parms")
    assert found.exit_code == 2
    assert "there is no column 'parms'" in found.output
    assert "did you mean 'params'" in found.output


MISTAKES = [
    ("layers: [conv 8]\nlayer: 3", "unknown key 'layer' in a network", 2),
    ("input: [3, 8, 8]", "a network needs the key 'layers'", 1),
    ("layers: []", "layers must be a list", 1),
    ("layers:\n  - cnov 8", "there is no layer 'cnov'", 2),
    ("layers:\n  - relu\n  - conv 8 kernel=3", "conv has no option 'kernel'", 3),
    ("layers:\n  - {name: a}", "a layer needs the key 'layer'", 2),
    ("layers:\n  - {layer: add, form: [a]}", "unknown key 'form' in a layer", 2),
    ("layers:\n  - relu\n  - {layer: relu, from: x}", "reads 'x', which no earlier layer", 3),
    ("input: [3, -8]\nlayers: [relu]", "-8 is not a size of the input", 1),
    ("input: 3\nlayers: [relu]", "input must be a list", 1),
    ("layers:\n  - conv 8 groups=3 in_channels=4", "groups=3 does not divide in_channels=4", 2),
    ("layers:\n  - conv 8 8", "'8' is not of the form option=value", 2),
    ("layers:\n  - conv 8 stride=0", "", 2),
    ("layers:\n  - 'a b = relu'", "there is no layer 'a'", 2),
    ("layers:\n  - dropout p=x", "p='x' is not a number", 2),
    ("layers:\n  - []", "a layer must be a mapping", 2),
]


@pytest.mark.parametrize(("text", "message", "line"), MISTAKES)
def test_a_mistake_is_shown_at_its_line(text: str, message: str, line: int) -> None:
    if not message:
        net = parse_network(Source("net.yaml", text), "net")
        with pytest.raises(ValueError, match="stride=0 violates stride >= 1"):
            net.trace((3, 8, 8))
        return
    with pytest.raises(SpecError) as caught:
        parse_network(Source("net.yaml", text), "net")
    assert message in caught.value.fact
    assert caught.value.place is not None
    assert caught.value.place.line == line
