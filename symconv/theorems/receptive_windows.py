r"""Lines about receptive fields behind convolutions and pools: recurrences, sum, and back.

    r_l = r_{l-1} + d_l (k_l - 1) J_{l-1}     J_l = s_l J_{l-1}     a_l = a_{l-1} - p_l J_{l-1}

*Defines* `window_names`, `window_definitions`, `one_layer` (why the recurrences hold, for symbols)
and `window_steps` (what they give for the layers of a question).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from symconv.latex import tex
from symconv.latex.reader import read_one
from symconv.latex.substitute import tidy
from symconv.notation import Declared, Domain, SymbolTable, scalars
from symconv.proof.author import define, step
from symconv.proof.derivation import Defined, Step
from symconv.theorems.receptive_stack import Reach

GENERIC = ("k", "s", "p", "d", "r", "J", "a", "o", "t")


def window_names(count: int) -> list[Declared]:
    """Declare the letters of one layer and the size, jump and start behind each of ``count``."""
    numbered = [f"{x}^{{({i})}}" for x in "rJab" for i in range(count + 1)]
    return [
        *scalars("k s d r J", Domain.POSITIVE),
        *scalars("p", Domain.NATURAL),
        *scalars("a o t", Domain.INTEGER),
        *scalars(" ".join(numbered), Domain.INTEGER),
    ]


def window_definitions(stack: Sequence[Reach], symbols: SymbolTable) -> Iterator[Defined]:
    """Yield the recurrences, and those from the last layer back."""
    yield tidied("r^{(0)} := 1", "a pixel of the input sees itself", symbols)
    yield tidied("J^{(0)} := 1", "neighbouring pixels are one position apart", symbols)
    yield tidied("a^{(0)} := 0", "pixel 0 sees position 0", symbols)
    for now, layer in enumerate(stack, 1):
        old, title = now - 1, layer.stage.title
        yield tidied(
            rf"r^{{({now})}} := r^{{({old})}} + {layer.reach} J^{{({old})}}", title, symbols
        )
        yield tidied(f"J^{{({now})}} := {layer.s} J^{{({old})}}", title, symbols)
        yield tidied(f"a^{{({now})}} := a^{{({old})}} - {layer.p} J^{{({old})}}", title, symbols)


def one_layer(symbols: SymbolTable) -> Iterator[Step]:
    """Yield why the recurrences hold, for any kernel, stride, padding and dilation."""
    yield step(
        r"0 \le t \le k - 1 \implies a + \left(s o - p\right) J "
        r"\le a + \left(s o + d t - p\right) J "
        r"\le a + \left(s o + d \left(k - 1\right) - p\right) J",
        "unit o reads the units s o + d t - p of the layer before, and unit i of that layer sees "
        "the positions from a + i J to a + i J + r - 1: the first tap begins first, the last tap "
        "ends last",
        symbols,
    )
    yield step(
        r"a + \left(s o - p\right) J = \left(a - p J\right) + s J o",
        "so the first position moves on by s J from unit to unit, and begins p jumps earlier",
        symbols,
    )
    yield step(
        r"a + \left(s o + d \left(k - 1\right) - p\right) J + r - 1 "
        r"= \left(a - p J\right) + s J o + \left(r + d \left(k - 1\right) J\right) - 1",
        "and the last position: the size grows by the reach of the kernel times the jump",
        symbols,
    )


def window_steps(stack: Sequence[Reach], symbols: SymbolTable) -> Iterator[Step]:
    """Yield size and jump behind every layer, and the same size from the last layer back."""
    for now, layer in enumerate(stack, 1):
        yield step(_size_line(stack, now), f"{layer.stage.title}: the size", symbols)
        if now < len(stack):
            line = f"J^{{({now})}} = {_jump_line(stack, now)}"
            yield step(line, "the jump from unit to unit", symbols)


def backward(stack: Sequence[Reach], symbols: SymbolTable) -> tuple[list[Defined], list[Step]]:
    """Return the recurrence from the last layer back to the input, and that both agree."""
    last = len(stack)
    defined = [tidied(f"b^{{({last})}} := 1", "one unit of the last layer", symbols)]
    for old in range(last - 1, -1, -1):
        layer = stack[old]
        span = str(layer.k) if layer.d == 1 else f"{layer.reach} + 1"
        line = rf"b^{{({old})}} := {layer.s} b^{{({old + 1})}} + {span} - {layer.s}"
        defined.append(tidied(line, "how many units these neighbours read", symbols))
    return defined, [
        step(
            f"b^{{(0)}} = r^{{({last})}}",
            "the same from the last layer back: b neighbours read s b + d (k - 1) + 1 - s units of "
            "the layer before",
            symbols,
        )
    ]


def size_value(stack: Sequence[Reach], count: int) -> str:
    """Return the size behind ``count`` layers: a number, or a sum over the layers."""
    if all(layer.is_numeric for layer in stack[:count]):
        return str(_number(stack[:count]))
    terms = [r"1"]
    for index in range(count):
        layer, jump = stack[index], jump_value(stack, index)
        terms.append(layer.reach if jump == "1" else _times(jump, layer.reach))
    return " + ".join(terms)


def jump_value(stack: Sequence[Reach], count: int) -> str:
    """Return the jump behind ``count`` layers: a number, or a product."""
    strides = [layer.s for layer in stack[:count]]
    number = prod(v for v in strides if isinstance(v, int))
    symbols = [v for v in strides if isinstance(v, str)]
    return " ".join(([str(number)] if number > 1 or not symbols else []) + symbols)


def _size_line(stack: Sequence[Reach], now: int) -> str:
    old, layer, value = now - 1, stack[now - 1], size_value(stack, now)
    line = rf"r^{{({now})}} = r^{{({old})}} + {layer.reach} J^{{({old})}}"
    before, jump = size_value(stack, old), jump_value(stack, old)
    if value.isdigit():
        line += rf" = {before} + {_times(layer.reach, jump)}"
    return f"{line} = {value}"


def _jump_line(stack: Sequence[Reach], now: int) -> str:
    value = jump_value(stack, now)
    if not value.isdigit():
        return value
    return rf"{stack[now - 1].s} \cdot {jump_value(stack, now - 1)} = {value}"


def _times(left: str, right: str) -> str:
    digits = left[-1].isdigit() and right[0].isdigit()
    dot = digits or right[0].isdigit()
    return rf"{left} \cdot {right}" if dot else f"{left} {right}"


def _number(stack: Sequence[Reach]) -> int:
    size, jump = 1, 1
    for layer in stack:
        k, s, _, d = layer.numbers
        size, jump = size + d * (k - 1) * jump, jump * s
    return size


def tidied(line: str, reason: str, symbols: SymbolTable) -> Defined:
    """Write a definition without factors 1 and terms 0."""
    read = read_one(line, symbols, source="definition").statement
    return define(tex.write(tidy(read)), reason, symbols)
