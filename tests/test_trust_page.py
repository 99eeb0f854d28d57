"""The manual says how much code must be trusted; the figures are held to the files."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROWS = re.findall(
    r"^\| .+? \| (.+?) \| (\d+) \| .+ \|$", (ROOT / "docs/trust.md").read_text(), re.M
)
OTHERS = {"prove.py", "verdict.py", "context.py", "derivation.py", "author.py",
          "exact_evaluation.py", "index_notation.py", "differentiation.py", "finite_sums.py",
          "power_order.py", "power_facts.py", "power_products.py", "recurrences.py",
          "induction.py",
          "matrix_identity.py"}  # fmt: skip


def lines(path: str) -> int:
    """The lines of a file, of the files that a pattern names, or of a folder."""
    folder = ROOT / "symconv"
    if path == "proof/*.py":
        found = [p for p in (folder / "proof").glob("*.py") if p.name not in OTHERS]
    elif path.endswith("/"):
        found = [*(folder / path).rglob("*.py")]
    else:
        found = [*folder.glob(path)]
    assert found, path
    return sum(len(p.read_text(encoding="utf-8").splitlines()) for p in found)


def test_the_trusted_base_has_the_stated_size() -> None:
    """Within a tenth, so that growth is noticed and small edits are not."""
    assert len(ROWS) >= 6
    for files, said in ROWS:
        real = sum(lines(path) for path in re.findall(r"`([^`]+)`", files))
        assert abs(real - int(said)) <= 0.1 * real, (files, real)
