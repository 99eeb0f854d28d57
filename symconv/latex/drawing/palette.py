"""Colours of the roles, for light pages and paper and for dark pages.

*Defines* `LIGHT`, `DARK` and `names_tex`. Whatever is read (ink, muted, accent, second, warn)
stands out from the page and from every area by a contrast of at least 4.5, in both sets.
"""

from __future__ import annotations

from collections.abc import Mapping

from symconv.latex.drawing.model import Role

LIGHT: Mapping[Role, str] = {
    "ink": "1a1a1a", "muted": "4f4f4f", "accent": "004c78", "second": "8a3b00", "warn": "a80020",
    "soft": "cfe0ee", "softer": "eef4f9", "page": "ffffff",
    "hue1": "b9d3ea", "hue2": "fbd9a5", "hue3": "c9e7c0", "hue4": "dfcfea",
    "hue5": "f8c3bb", "hue6": "f5efb0", "hue7": "e2d6c0", "hue8": "b9e2e0",
}  # fmt: skip

DARK: Mapping[Role, str] = {
    "ink": "e6e6e6", "muted": "b4b8be", "accent": "8cc8f0", "second": "f2b37a", "warn": "ffa3a3",
    "soft": "234058", "softer": "1d2833", "page": "16181b",
    "hue1": "274863", "hue2": "5c4118", "hue3": "2a4d30", "hue4": "46375a",
    "hue5": "603030", "hue6": "4d4b1d", "hue7": "4a4031", "hue8": "1e4d4e",
}  # fmt: skip


def names_tex() -> str:
    r"""Return the colours as TeX defines them: ``figink`` for the role ``ink``.

    >>> print(names_tex().splitlines()[0])
    \definecolor{figink}{HTML}{1A1A1A}
    """
    return "\n".join(
        rf"\definecolor{{fig{role}}}{{HTML}}{{{value.upper()}}}" for role, value in LIGHT.items()
    )
