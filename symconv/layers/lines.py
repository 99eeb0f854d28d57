r"""A layer as one line of words: ``conv 64 kernel_size=7 stride=2 padding=3``.

*Defines* `LayerLine` and `layer_line`. The first word is the kind; one bare value may follow, the
option that a layer of this kind is known by (filters of a convolution, outputs of a linear layer,
window of a pool); all others are ``option=value``. ``name = ...`` in front names the layer, and
``from=left,right`` says which layers it reads; without it, it reads the one before.

Values are integers, names (``K``, ``s^{(1)}``), ``true`` and ``false``, or one integer or name per
axis with an ``x`` between: ``3x5``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches

from symconv.errors import ShapeError
from symconv.layers.kinds import ACTIVATIONS, KINDS, MAIN
from symconv.layers.node import INPUT

Value = int | bool | str | tuple[int | str, ...]
_LABEL = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_.\-]*) = (?P<rest>.+)", re.DOTALL)
FROM = "from="
_INTEGER = re.compile(r"-?\d{1,9}")
_PER_AXIS = re.compile(r"[^x]+(x[^x]+){1,2}")


@dataclass(frozen=True)
class LayerLine:
    """A kind, its options as they were written, a name and what it reads, if they were given."""

    kind: str
    options: Mapping[str, Value]
    name: str = ""
    reads: tuple[str, ...] = ()


def layer_line(text: str) -> LayerLine:
    """Read one line; raise ShapeError for an unknown kind or option.

    >>> line = layer_line("H_1 = conv 128 kernel_size=5")
    >>> line.kind, line.options, line.name
    ('conv', {'out_channels': 128, 'kernel_size': 5}, 'H_1')
    >>> layer_line("add from=H_1,input").reads
    ('H_1', 'input')
    """
    label = _LABEL.fullmatch(text.strip())
    words = (label["rest"] if label else text).split()
    if not words:
        raise ShapeError("a line without a layer", remedy="write for example `relu`")
    kind, *rest = words
    reads = [word.removeprefix(FROM) for word in rest if word.startswith(FROM)]
    if len(reads) > 1 or any(not name for text in reads for name in text.split(",")):
        raise ShapeError(f"{kind}: from= names what is read once", remedy="write from=left,right")
    rest = [word for word in rest if not word.startswith(FROM)]
    allowed = options_of(kind)
    options: dict[str, Value] = {}
    for place, word in enumerate(rest):
        key, equals, value = word.partition("=")
        if not equals:
            key, value = _main(kind, word, place), word
        if key not in allowed:
            close = get_close_matches(key, allowed, 1)
            raise ShapeError(
                f"{kind} has no option {key!r}",
                remedy=f"did you mean {close[0]!r}?"
                if close
                else f"it has {', '.join(allowed) or 'none'}",
            )
        if key in options:
            raise ShapeError(f"{kind}: the option {key} is there twice")
        options[key] = _value(value, key)
    names = tuple(name for text in reads for name in text.split(","))
    return LayerLine(kind, options, label["name"] if label else "", names)


def options_of(kind: str) -> tuple[str, ...]:
    """Return the options of a kind; raise ShapeError when there is none of that name.

    >>> options_of("global_avg_pool")
    ('keepdims',)
    """
    if kind in ACTIVATIONS:
        return ()
    if kind not in KINDS:
        close = get_close_matches(kind, [*KINDS, *ACTIVATIONS], 1)
        raise ShapeError(
            f"there is no layer {kind!r}",
            remedy=f"did you mean {close[0]!r}?" if close else f"there are {', '.join(KINDS)}",
        )
    return tuple(field.name for field in fields(KINDS[kind]))  # type: ignore[arg-type]


def _main(kind: str, word: str, place: int) -> str:
    if place or kind not in MAIN:
        raise ShapeError(
            f"{kind}: {word!r} is not of the form option=value",
            remedy=f"write `{MAIN[kind]}={word}`" if kind in MAIN else "leave it out",
        )
    return MAIN[kind]


def _value(text: str, key: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    if _PER_AXIS.fullmatch(text):
        return tuple(_one(part) for part in text.split("x"))
    if not text or text == INPUT:
        raise ShapeError(f"{key}={text!r} has no value", remedy=f"write {key}=1")
    return _one(text)


def _one(text: str) -> int | str:
    return int(text) if _INTEGER.fullmatch(text) else text
