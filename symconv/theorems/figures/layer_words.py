"""A layer in a few words beside a drawing.

*Defines* `layer_words`.
"""

from __future__ import annotations

from symconv.theorems.stages import WINDOWED, Stage

_KINDS = {
    "conv_transpose": "transposed conv",
    "global_avg_pool": "global avg pool",
    "upsample": "upsampling",
}


def layer_words(stage: Stage, rank: int = 1) -> str:
    """Return the kind of a layer with its kernel, and what differs from the defaults.

    >>> from symconv.theorems.stages import read_stages
    >>> (stage,) = read_stages(["conv 64 kernel_size=5 stride=2 padding=2"])
    >>> layer_words(stage)
    'conv 5, stride 2'
    """
    kind = _KINDS.get(stage.kind, stage.kind.replace("_", " "))
    if stage.kind == "upsample":
        return f"{kind} {_sizes(stage, 'scale_factor', 1, rank)}"
    if stage.kind not in WINDOWED:
        return kind
    pool = stage.kind.endswith("pool")
    kernel = _sizes(stage, "kernel_size", 2 if pool else 3, rank)
    stride = _sizes(stage, "stride", 1, rank) if "stride" in stage.line.options else ""
    gap = _sizes(stage, "dilation", 1, rank)
    said = [f"{kind} {kernel}"]
    said += [f"stride {stride}"] if stride and stride != (kernel if pool else "1") else []
    said += [f"dilation {gap}"] if gap != "1" else []
    return ", ".join(said)


def _sizes(stage: Stage, key: str, default: int, rank: int) -> str:
    values = [str(value) for value in stage.per_axis(key, default, rank)]
    return values[0] if len(set(values)) == 1 else " × ".join(values)
