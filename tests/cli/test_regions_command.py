"""``symconv regions`` and ``symconv recheck``: what they print, refuse, and pick up again."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symconv.algebra.regions import enumerate_regions
from symconv.algebra.regions.enumerate import regions_below
from symconv.cli import region_run
from symconv.cli.main import main
from symconv.cli.piecewise_file import parse_piecewise
from symconv.cli.region_journal import region_data, region_from
from symconv.errors import SpecError, SymconvError
from symconv.sheets.source import Source

SPEC = """\
title: Two layers
layers:
  - weight: [[1, 1], [1, -1], [0.5, -1/3]]
    bias: [0, 1/2, -1]
    activation: relu
  - weight: [[1, -2, 1]]
    bias: [1/4]
    activation: abs
"""
FOLD = "layers:\n  - {weight: [[2]], bias: [-1], activation: abs}\n"
BOX = "-3:3,-3:3"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "net.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


def test_the_three_counts_have_names(spec: Path) -> None:
    found = run("regions", spec, "--box", BOX)
    assert found.exit_code == 0
    lines = dict(line.split(maxsplit=2)[:2] for line in found.output.splitlines() if "  " in line)
    assert found.output.splitlines()[0].endswith("Two layers: 2 → 3 relu → 1 abs")
    assert lines["activation"] == "regions"
    assert "activation regions        9\n" in found.output
    assert "connected linear regions  9\n" in found.output
    assert "distinct affine maps      9\n" in found.output
    assert "Serra" not in found.output  # one layer is |x|
    data = json.loads(run("regions", spec, "--box", BOX, "--format", "json", "--list").output)
    assert data["activation_regions"] == len(data["regions"]) == 9
    assert data["upper_bounds"] == {"product of Zaslavsky numbers (Montufar 2017)": 14}
    assert {"pattern", "weight", "bias", "inequalities", "interior_point"} == set(
        data["regions"][0]
    )
    alone = run("regions", spec, "--box", BOX, "--count", "--format", "json").output
    assert json.loads(alone)["activation_regions"] == 9


def test_listed_regions_are_written_as_inequalities(spec: Path) -> None:
    text = run("regions", spec, "--box", BOX, "--list").output
    assert "\n000|1\n  f(x) = 1/4\n" in text
    assert "  f(x) = 2 x1 - 2 x2 + 3/4\n" in text
    assert "  -2 x1 + 2 x2 - 1 >= 0\n" in text


def test_one_input_shows_its_pieces(tmp_path: Path) -> None:
    path = tmp_path / "fold.yaml"
    path.write_text(FOLD, encoding="utf-8")
    lines = run("regions", path).output.splitlines()
    assert lines[-2:] == ["  -∞ < x < 1/2: f(x) = -2 x + 1", "  1/2 < x < ∞: f(x) = 2 x - 1"]
    lines = run("regions", path, "--box", "0:1").output.splitlines()
    assert lines[-1] == "  1/2 < x < 1: f(x) = 2 x - 1"
    data = json.loads(run("regions", path, "--format", "json").output)
    assert data["breakpoints"] == ["1/2"]
    assert data["pieces"] == [[["-2", "1"]], [["2", "-1"]]]


def test_many_pieces_are_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "folds.yaml"
    path.write_text("layers:\n" + FOLD.removeprefix("layers:\n") * 6, encoding="utf-8")
    assert "… 64 pieces in all" in run("regions", path, "--box", "0:1").output


def test_the_map_around_a_point(spec: Path) -> None:
    assert run("regions", spec, "--at", "1,2").output == "f(x) = x1 + x2 + 1/4\npattern  100|1\n"
    found = run("regions", spec, "--at", "0,0")
    assert found.exit_code == 2
    assert "unit 1 of layer 1 is at a breakpoint" in found.output


@pytest.mark.parametrize(("box", "kind"), [(BOX, "tiling"), (None, "closure")])
def test_a_certificate_is_written_and_holds(
    spec: Path, tmp_path: Path, box: str | None, kind: str
) -> None:
    path = tmp_path / "net.json"
    domain = () if box is None else ("--box", box)
    assert str(path) in run("regions", spec, *domain, "--certificate", path).output
    found = run("recheck", path, "--network", spec)
    assert found.exit_code == 0
    count = 9 if box else 10
    assert found.output.startswith(f"holds: exactly {count} activation regions over ")
    data = json.loads(run("recheck", path, "--format", "json").output)
    assert data == {"holds": True, "kind": kind, "inputs": 2, "activation_regions": count}


def test_a_figure_is_drawn(spec: Path, tmp_path: Path) -> None:
    fold = tmp_path / "fold.yaml"
    fold.write_text(FOLD, encoding="utf-8")
    for net, box, name, start in (
        (spec, BOX, "a.svg", "<svg"),
        (fold, "0:1", "b.svg", "<svg"),
        (spec, BOX, "c.tex", "\\begin"),
    ):
        found = run("regions", net, "--box", box, "--figure", tmp_path / name)
        assert found.output.splitlines()[6].split()[0] == "figure"
        assert (tmp_path / name).read_text().startswith(start)
    found = run("regions", spec, "--figure", tmp_path / "d.svg")
    assert "a figure needs one or two inputs and a box" in found.output
    found = run("regions", spec, "--box", BOX, "--figure", tmp_path / "d.png")
    assert "neither .svg nor .tex" in found.output


def test_the_manual_shows_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).parents[2] / "docs/regions.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.yaml").write_text(page.split("```yaml\n")[1].split("```")[0])
    sessions = [part.split("```")[0] for part in page.split("```text\n$ symconv ")[1:]]
    assert len(sessions) == 2
    for session in sessions:
        command, _, shown = session.partition("\n")
        assert run(*command.split()).output == shown


def test_a_corrupted_certificate_is_an_error(spec: Path, tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    run("regions", spec, "--box", BOX, "--certificate", path)
    data = json.loads(path.read_text())
    data["regions"].pop()
    path.write_text(json.dumps(data))
    found = run("recheck", path)
    assert found.exit_code == 1
    assert "9 regions are claimed, 8 are listed" in found.output
    other = tmp_path / "fold.yaml"
    other.write_text(FOLD, encoding="utf-8")
    run("regions", spec, "--box", BOX, "--certificate", path)
    found = run("recheck", path, "--network", other)
    assert found.exit_code == 1
    assert "another network than" in found.output


@pytest.mark.parametrize(
    ("text", "message"),
    [(None, "no such file"), ("{", "is not JSON"), ("[" * 100_000, "is not JSON"),
     ("[]", "must have the keys"), ("1" * 5000, "is not JSON")],
)  # fmt: skip
def test_what_is_no_certificate_is_refused(tmp_path: Path, text: str | None, message: str) -> None:
    path = tmp_path / "c.json"
    if text is not None:
        path.write_text(text)
    found = run("recheck", path)
    assert found.exit_code == 2
    assert message in found.output


def test_an_interrupted_run_goes_on_where_it_stopped(
    spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = tmp_path / "run.jsonl"
    calls = []

    def interrupted(net: object, task: object) -> object:
        calls.append(task)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return regions_below(net, task)  # type: ignore[arg-type]

    monkeypatch.setattr(region_run, "regions_below", interrupted)
    found = run("regions", spec, "--box", BOX, "--resume", journal)
    assert found.exit_code == 130
    assert "3 of 9 parts are done" in found.output
    assert "at least 3" in found.output
    assert f"--resume {journal}" in found.output
    with journal.open("a") as file:
        file.write('{"part": 3, "reg')  # the line that was being written
    calls.clear()
    monkeypatch.setattr(
        region_run, "regions_below", lambda n, t: calls.append(t) or regions_below(n, t)
    )
    again = run("regions", spec, "--box", BOX, "--resume", journal)
    assert again.exit_code == 0
    assert "activation regions        9\n" in again.output
    assert len(calls) == 6
    assert len(journal.read_text().splitlines()) == 10
    without = run("regions", spec, "--box", BOX)
    assert without.output == again.output


def test_a_journal_belongs_to_one_network_and_box(spec: Path, tmp_path: Path) -> None:
    journal = tmp_path / "run.jsonl"
    run("regions", spec, "--box", BOX, "--resume", journal)
    found = run("regions", spec, "--box", "-1:1,-1:1", "--resume", journal)
    assert found.exit_code == 2
    assert "is not the journal of this network and box" in found.output
    journal.write_text(journal.read_text() + "{}\n")
    assert "no part of a journal" in run("regions", spec, "--box", BOX, "--resume", journal).output
    assert "cannot be used" in run("regions", spec, "--resume", tmp_path).output


def test_an_interruption_without_a_journal_says_so(
    spec: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(net: object, task: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(region_run, "regions_below", stopped)
    found = run("regions", spec)
    assert found.exit_code == 130
    assert "--resume FILE would have kept" in found.output


def test_regions_survive_the_journal(spec: Path) -> None:
    _, net = parse_piecewise(Source("net.yaml", SPEC), "net")
    for region in enumerate_regions(net):
        assert region_from(json.loads(json.dumps(region_data(region)))) == region


def test_a_person_sees_a_bar(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    _, net = parse_piecewise(Source("net.yaml", SPEC), "net")
    outcome = region_run.run(net, None, None)
    assert outcome.complete
    assert f"{len(outcome.regions)} regions" in screen.getvalue()
    assert "left" in screen.getvalue()


def test_a_convolutional_network(tmp_path: Path) -> None:
    text = """\
input: [1, 4]
layers:
  - conv: [[[1, -1]]]
    bias: [0]
    activation: relu
  - max_pool: 2
    stride: 1
  - weight: [[1, 1]]
"""
    path = tmp_path / "conv.yaml"
    path.write_text(text, encoding="utf-8")
    found = run("regions", path).output
    assert "conv: 4 → 3 relu → 2 maxout(2) → 1" in found
    assert "activation regions        13\n" in found
    assert "upper bound" not in found


def test_numbers_are_read_exactly() -> None:
    text = "layers: [{weight: [[0.1, 1e-3, -3/8, 7, .5e1]]}]".replace(".5e1", "5e1")
    layer = parse_piecewise(Source("net.yaml", text), "net")[1].layers[0]
    assert layer.weight[0] == tuple(map(Fraction, ("1/10", "1/1000", "-3/8", "7", "50")))
    assert (layer.bias, layer.activation.name) == ((Fraction(0),), "none")


MISTAKES = [
    ("layer: []", "unknown key 'layer' in a network", 1),
    ("title: x", "a network needs the key 'layers'", 1),
    ("layers: []", "layers must be a list", 1),
    ("layers:\n  - 3", "a layer must be a mapping", 2),
    ("layers:\n  - {bias: [1]}", "a layer needs the key 'weight'", 2),
    ("layers:\n  - {weight: [[1]], bais: [1]}", "unknown key 'bais' in a layer", 2),
    ("layers:\n  - weight: [[1, x]]", "'x' is not a number", 2),
    ("layers:\n  - weight: [[1, 1/0]]", "'1/0' is not a number", 2),
    ("layers:\n  - weight: [[1, 1e9999]]", "'1e9999' is not a number", 2),
    ("layers:\n  - weight: [[1, {a: 1}]]", "a number is needed", 2),
    ("layers:\n  - weight: 3", "a weight is a list of rows", 2),
    ("layers:\n  - {weight: [[1]], bias: 3}", "a list of numbers is needed", 2),
    ("layers:\n  - {weight: [[1]], activation: gelu}", "there is no activation 'gelu'", 2),
    ("layers:\n  - {weight: [[1]], activation: [relu]}", "an activation is a word", 2),
    ("layers:\n  - weight: [[1], [1, 2]]", "rows of one length", 2),
    ("layers:\n  - conv: [[[1]]]", "conv needs channels and sizes", 2),
    ("input: 3\nlayers: [{weight: [[1]]}]", "input must be a list", 1),
    ("input: [0]\nlayers: [{weight: [[1]]}]", "0 is not a size of the input", 1),
    ("input: [1/2]\nlayers: [{weight: [[1]]}]", "a small integer is needed", 1),
    ("input: [4000, 4000]\nlayers: [{weight: [[1]]}]", "more than 4096 numbers", 1),
    ("input: [2]\nlayers:\n  - weight: [[1]]", "1 entries for 2 inputs", 3),
    ("input: [1, 3]\nlayers:\n  - max_pool: 5", "", 3),
]


@pytest.mark.parametrize(("text", "message", "line"), MISTAKES)
def test_a_mistake_is_shown_at_its_line(text: str, message: str, line: int) -> None:
    with pytest.raises(SymconvError) as caught:
        parse_piecewise(Source("net.yaml", text), "net")
    assert message in caught.value.fact
    assert caught.value.place is not None
    assert caught.value.place.line == line


def test_layers_that_do_not_fit_are_refused() -> None:
    text = "layers:\n  - weight: [[1, 1]]\n  - weight: [[1, 1]]"
    with pytest.raises(SymconvError, match="2 entries for 1 inputs"):
        parse_piecewise(Source("net.yaml", text), "net")


BAD_OPTIONS = [
    (("--count", "--list"), "--count goes without the other options"),
    (("--at", "1,2", "--resume", "x"), "--at goes without the other options"),
    (("--box", "1,2"), "is not a box"),
    (("--box", "1:x,0:1"), "is not a number"),
    (("--box", "1:2:3,0:1"), "is not a box"),
    (("--box", "0:1"), "a box of 1 intervals for 2 inputs"),
    (("--box", "1:0,0:1"), "the interval 1:0 is empty"),
    (("--at", "1"), "x has 1 coordinates"),
    (("--at", "1,1/0"), "is not a number"),
    (("--certificate", "/proc/none/c.json"), "cannot write"),
]


@pytest.mark.parametrize(("words", "message"), BAD_OPTIONS)
def test_bad_options_are_refused(spec: Path, words: tuple[str, ...], message: str) -> None:
    found = run("regions", spec, *words)
    assert found.exit_code == 2
    assert message in found.output


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in run("regions", tmp_path / "none.yaml").output
    with pytest.raises(SpecError, match="is a directory"):
        region_file(tmp_path)


def region_file(path: Path) -> None:
    from symconv.cli.piecewise_file import read_piecewise

    read_piecewise(path)
