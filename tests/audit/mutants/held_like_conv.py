"""The statistics that commute with translations, as students write them."""

from __future__ import annotations

from collections.abc import Iterator

from apart import right, wrong
from shared import Family, Mutant, Rewriting

NAMES = {
    "per place": "wrong-axes",
    "per place and channel": "wrong-axes",
    "one for all": "wrong-axes",
    "per image": "wrong-axes",
    "places not counted": "wrong-count factor-missing positions-ignored",
    "batch not counted": "wrong-count factor-missing batch-left-out",
    "places not summed": "wrong-axes",
    "all axes": "wrong-axes",
    "moved back": "delay-sign sign argument-sign offsets-flipped",
    "axes exchanged": "height-width-swapped shifts-swapped order-swapped input-transposed",
    "shifts exchanged": "height-width-swapped shifts-swapped",
    "invariant": "delay-ignored shift-forgotten",
    "one axis": "one-axis shift-forgotten",
}
LETTERS: dict[str, object] = {}


def layer_mutants() -> Iterator[Mutant]:
    place = r"$\mu_{h,w} = \frac{1}{N C} \sum_{n,c} x_{n,c,h,w}$"
    moved = r"$z'_{n,c,h,w} = z_{n,c,%s}$"
    yield from wrong(
        "batch_norm_like_conv", LETTERS, NAMES,
        ("per place", rf"One mean and one deviation per location: {place}, so $H W$ means."),
        ("per place", "Per location, like a sliding window: $H W$ means, $H W$ deviations."),
        ("per place and channel", r"$\mu_{c,h,w} = \frac{1}{N} \sum_{n} x_{n,c,h,w}$, $C H W$ of them"),  # noqa: E501
        ("one for all", r"$\mu = \frac{1}{N C H W} \sum_{n,c,h,w} x_{n,c,h,w}$, one mean in all: $1$"),  # noqa: E501
        ("per image", r"$\mu_{n} = \frac{1}{C H W} \sum_{c,h,w} x_{n,c,h,w}$, $N$ means"),
        ("places not counted", r"per channel: $\mu_{c} = \frac{1}{N} \sum_{n,h,w} x_{n,c,h,w}$"),
        ("batch not counted", r"per channel: $\mu_{c} = \frac{1}{H W} \sum_{n,h,w} x_{n,c,h,w}$"),
        ("places not summed", r"per channel: $\mu_{c} = \frac{1}{N} \sum_{n} x_{n,c,h,w}$"),
        ("all axes", r"per channel: $\mu_{c} = \frac{1}{N C H W} \sum_{n,c,h,w} x_{n,c,h,w}$"),
        ("moved back", moved % r"(h + a) \bmod H, (w + b) \bmod W"),
        ("axes exchanged", moved % r"(w - b) \bmod W, (h - a) \bmod H"),
        ("shifts exchanged", moved % r"(h - b) \bmod H, (w - a) \bmod W"),
        ("invariant", moved % "h, w"),
        ("one axis", moved % r"(h - a) \bmod H, w"),
    )  # fmt: skip


def layer_rewritings() -> Iterator[Rewriting]:
    mean = r"\mu_{c} = \frac{1}{N H W} \sum_{n,h,w} x_{n,c,h,w}"
    deviation = r"\sigma_{c} = \sqrt{\frac{1}{N H W} \sum_{n,h,w} (x_{n,c,h,w} - \mu_{c})^2}"
    yield from right(
        "batch_norm_like_conv", LETTERS,
        r"$z'_{n,c,h,w} = z_{n,c,(h - a) \bmod H,(w - b) \bmod W}$",
        r"With a mean and a deviation per channel: $z'_{n,c,h,w} = z_{n,c,(h-a) \bmod H,(w-b) \bmod W}$",  # noqa: E501
        rf"One per channel: ${mean}$, ${deviation}$.", f"Per channel. $${mean}$$ $${deviation}$$",
        "A mean and a standard deviation per channel, so $C$ means and $C$ standard deviations.",
    )  # fmt: skip


FAMILIES = {"batch_norm_like_conv": Family(layer_mutants, layer_rewritings)}
