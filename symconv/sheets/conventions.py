"""Conventions that a problem set may state, and the sentence that a sheet prints for each.

A convention is printed only when the theorems keep it. One that they do not keep is refused, not
ignored: a sheet that says "convolution flips the kernel" above a derivation that does not would be
wrong in every line.
"""

from __future__ import annotations

from collections.abc import Mapping

from symconv.errors import SpecError
from symconv.sheets.words import meant
from symconv.sheets.yaml_marks import Marked, Scalar

KEPT: Mapping[str, Mapping[str, str]] = {
    "layout": {"NCHW": "Tensors are batch × channel × height × width."},
    "conv": {
        "cross-correlation": "A convolution layer does not flip its kernel (cross-correlation)."
    },
    "floor": {"outside": "Sizes are rounded down: windows that do not fit are left out."},
    "flatten": {"row-major": "Images are flattened row by row."},
    "padding": {"zeros": "Padded samples are zero."},
}


def convention(key: Scalar, value: Marked) -> str:
    """Return the sentence for one convention; raise SpecError for one that is not kept."""
    if key.text not in KEPT:
        raise SpecError(
            f"unknown convention {key.text!r}", place=key.place, remedy=meant(key.text, [*KEPT])
        )
    kept = KEPT[key.text]
    text = value.text if isinstance(value, Scalar) else ""
    if text not in kept:
        raise SpecError(
            f"the theorems do not keep the convention {key.text}: {text or '...'}",
            place=value.place,
            remedy=f"supported: {', '.join(kept)}",
        )
    return kept[text]
