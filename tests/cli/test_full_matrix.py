"""A matrix of more than a page is printed only when it is asked for."""

from click.testing import CliRunner

from symconv.cli.main import main

LARGE = ("derive", "conv_matrix", "--given", "size=[9, 9]", "kernel_size=2", "stride=2")


def test_a_large_matrix_is_refused_with_advice() -> None:
    result = CliRunner().invoke(main, [*LARGE])
    assert result.exit_code == 2
    assert "the matrix has 16 x 81 entries, which is more than a page" in result.stderr
    assert "--full" in result.stderr


def test_full_prints_it() -> None:
    result = CliRunner().invoke(main, [*LARGE, "--full"])
    assert result.exit_code == 0, result.output
    assert "16×81 entries of A" in result.stdout
