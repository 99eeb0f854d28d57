"""The Coq texts: what they say, and that coqc accepts them where it is installed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from symconv.errors import GivenError
from symconv.theorems.coq_export import coq_of_contradiction, coq_of_folds

TEXTS = {
    "xor": coq_of_contradiction(table=[0, 1, 1, 0], name="xor"),
    "parity": coq_of_contradiction(table=[0, 1, 1, 0, 1, 0, 0, 1], rule=">", name="parity"),
    "folds": coq_of_folds(),
}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_proof_is_closed(name: str) -> None:
    """Nothing is admitted, and every claim has its proof."""
    text = TEXTS[name]
    claims = len(re.findall(r"^(Theorem|Lemma) ", text, re.MULTILINE))
    assert claims == text.count("Proof.") == text.count("Qed.")
    assert not re.search(r"Admitted|Axiom|Parameter|Hypothesis|admit", text)


def test_a_table_that_a_unit_has_is_refused() -> None:
    with pytest.raises(GivenError, match="a threshold unit has this table"):
        coq_of_contradiction(table=[0, 0, 0, 1])
    with pytest.raises(GivenError, match="name must be a word"):
        coq_of_contradiction(table=[0, 1, 1, 0], name="x y")


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_coq_accepts_the_text(name: str, tmp_path: Path) -> None:
    coqc = shutil.which("coqc")
    if coqc is None:
        pytest.skip("coqc is not installed")
    (tmp_path / f"{name}.v").write_text(TEXTS[name], encoding="utf-8")
    done = subprocess.run(
        [coqc, f"{name}.v"], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
