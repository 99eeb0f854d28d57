"""Well-known networks as lists of layers, after the papers and torchvision's definitions.

Each function returns a `Network` with torchvision's usual input. They are written here by hand, so
that published totals can be compared with ours.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.layers import (
    Activation,
    AdaptiveAvgPool,
    Add,
    AvgPool,
    BatchNorm,
    Concat,
    Conv,
    Dropout,
    Flatten,
    GlobalAvgPool,
    Layer,
    Linear,
    MaxPool,
    Network,
    Node,
    ReLU,
)

IMAGE = (3, 224, 224)


class Graph:
    """Collects nodes; every method returns the name of the last one."""

    def __init__(self, channels: int = 3) -> None:
        self.nodes: list[Node] = []
        self.channels = {"input": channels}
        self.last = "input"

    def add(self, layer: Layer, *inputs: str, channels: int | None = None) -> str:
        name = f"n{len(self.nodes)}"
        sources = inputs or (self.last,)
        self.nodes.append(Node(name, layer, sources))
        self.channels[name] = channels or self.channels[sources[0]]
        self.last = name
        return name

    def conv(self, out: int, k: int, *, src: str = "", bn: bool = True, **options: object) -> str:
        src = src or self.last
        bias = options.pop("bias", not bn)
        name = self.add(
            Conv(self.channels[src], out, k, bias=bool(bias), **options),  # type: ignore[arg-type]
            src,
            channels=out,
        )
        return self.add(BatchNorm(out), name) if bn else name

    def act(self, layer: Layer | None = None) -> str:
        return self.add(layer or ReLU())

    def join(self, names: Sequence[str]) -> str:
        return self.add(Concat(), *names, channels=sum(self.channels[n] for n in names))

    def network(self, title: str, shape: tuple[int, ...] = IMAGE) -> Network:
        return Network(tuple(self.nodes), shape, title)


def alexnet() -> Network:
    g = Graph()
    for out, k, s, p, pool in ((64, 11, 4, 2, 1), (192, 5, 1, 2, 1), (384, 3, 1, 1, 0)):
        g.conv(out, k, stride=s, padding=p, bn=False)
        g.act()
        if pool:
            g.add(MaxPool(3, 2))
    for _ in range(2):
        g.conv(256, 3, padding=1, bn=False)
        g.act()
    g.add(MaxPool(3, 2))
    g.add(AdaptiveAvgPool(6))
    g.add(Flatten())
    for layer in (Dropout(), Linear(9216, 4096), ReLU(), Dropout(), Linear(4096, 4096), ReLU()):
        g.add(layer)
    g.add(Linear(4096, 1000))
    return g.network("AlexNet")


def vgg16() -> Network:
    g = Graph()
    for out, times in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(times):
            g.conv(out, 3, padding=1, bn=False)
            g.act()
        g.add(MaxPool(2, 2))
    g.add(AdaptiveAvgPool(7))
    g.add(Flatten())
    for layer in (Linear(25088, 4096), ReLU(), Dropout(), Linear(4096, 4096), ReLU(), Dropout()):
        g.add(layer)
    g.add(Linear(4096, 1000))
    return g.network("VGG-16")


def resnet(depths: Sequence[int], *, bottleneck: bool, groups: int = 1, base: int = 64) -> Network:
    g = Graph()
    g.conv(64, 7, stride=2, padding=3)
    g.act()
    g.add(MaxPool(3, 2, 1))
    expansion = 4 if bottleneck else 1
    for stage, depth in enumerate(depths):
        planes = 64 * 2**stage
        for block in range(depth):
            stride = 2 if stage and not block else 1
            start, out = g.last, planes * expansion
            if bottleneck:
                width = planes * base // 64 * groups
                g.conv(width, 1)
                g.act()
                g.conv(width, 3, stride=stride, padding=1, groups=groups)
                g.act()
                main = g.conv(out, 1)
            else:
                g.conv(out, 3, stride=stride, padding=1)
                g.act()
                main = g.conv(out, 3, padding=1)
            skip = start
            if stride != 1 or g.channels[start] != out:
                skip = g.conv(out, 1, src=start, stride=stride)
            g.add(Add(), main, skip)
            g.act()
    g.add(GlobalAvgPool(keepdims=False))
    g.add(Linear(512 * expansion, 1000))
    return g.network(f"ResNet-{sum(depths) * (3 if bottleneck else 2) + 2}")


def squeezenet() -> Network:
    g = Graph()
    g.conv(64, 3, stride=2, bn=False)
    g.act()

    def fire(squeeze: int, expand: int) -> None:
        g.conv(squeeze, 1, bn=False)
        middle = g.act()
        g.conv(expand, 1, src=middle, bn=False)
        one = g.act()
        g.conv(expand, 3, src=middle, padding=1, bn=False)
        three = g.act()
        g.join((one, three))

    for sizes in (((16, 64), (16, 64)), ((32, 128), (32, 128))):
        g.add(MaxPool(3, 2, ceil_mode=True))
        for pair in sizes:
            fire(*pair)
    g.add(MaxPool(3, 2, ceil_mode=True))
    for pair in ((48, 192), (48, 192), (64, 256), (64, 256)):
        fire(*pair)
    g.add(Dropout())
    g.conv(1000, 1, bn=False)
    g.act()
    g.add(GlobalAvgPool(keepdims=False))
    return g.network("SqueezeNet 1.1")


def mobilenet_v2() -> Network:
    g = Graph()
    relu6 = Activation("relu6")
    g.conv(32, 3, stride=2, padding=1)
    g.act(relu6)
    for t, c, n, s in (
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ):
        for block in range(n):
            stride, start = (s if not block else 1), g.last
            hidden = g.channels[start] * t
            if t != 1:
                g.conv(hidden, 1)
                g.act(relu6)
            g.conv(hidden, 3, stride=stride, padding=1, groups=hidden)
            g.act(relu6)
            end = g.conv(c, 1)
            if stride == 1 and g.channels[start] == c:
                g.add(Add(), start, end)
    g.conv(1280, 1)
    g.act(relu6)
    g.add(GlobalAvgPool(keepdims=False))
    g.add(Dropout(0.2))
    g.add(Linear(1280, 1000))
    return g.network("MobileNetV2")


def densenet121() -> Network:
    g = Graph()
    g.conv(64, 7, stride=2, padding=3)
    g.act()
    features = g.add(MaxPool(3, 2, 1))
    for stage, depth in enumerate((6, 12, 24, 16)):
        parts = [features]
        for _ in range(depth):
            joined = g.join(parts) if len(parts) > 1 else parts[0]
            g.add(BatchNorm(g.channels[joined]), joined)
            g.act()
            g.conv(128, 1)
            g.act()
            parts.append(g.conv(32, 3, padding=1, bn=False, bias=False))
        features = g.join(parts)
        g.add(BatchNorm(g.channels[features]))
        g.act()
        if stage < 3:
            g.conv(g.channels[features] // 2, 1, bn=False, bias=False)
            features = g.add(AvgPool(2, 2))
    g.add(GlobalAvgPool(keepdims=False))
    g.add(Linear(1024, 1000))
    return g.network("DenseNet-121")


def googlenet() -> Network:
    """GoogLeNet at inference, without the auxiliary classifiers; 3x3 where the paper has 5x5."""
    g = Graph()
    g.conv(64, 7, stride=2, padding=3)
    g.act()
    g.add(MaxPool(3, 2, ceil_mode=True))
    g.conv(64, 1)
    g.act()
    g.conv(192, 3, padding=1)
    g.act()
    g.add(MaxPool(3, 2, ceil_mode=True))
    stages = (
        ((64, 96, 128, 16, 32, 32), (128, 128, 192, 32, 96, 64)),
        (
            (192, 96, 208, 16, 48, 64),
            (160, 112, 224, 24, 64, 64),
            (128, 128, 256, 24, 64, 64),
            (112, 144, 288, 32, 64, 64),
            (256, 160, 320, 32, 128, 128),
        ),
        ((256, 160, 320, 32, 128, 128), (384, 192, 384, 48, 128, 128)),
    )
    for stage, blocks in enumerate(stages):
        for one, r3, c3, r5, c5, pool in blocks:
            start, ends = g.last, []
            g.conv(one, 1, src=start)
            ends.append(g.act())
            for reduced, out in ((r3, c3), (r5, c5)):
                g.conv(reduced, 1, src=start)
                g.act()
                g.conv(out, 3, padding=1)
                ends.append(g.act())
            g.add(MaxPool(3, 1, 1, ceil_mode=True), start)
            g.conv(pool, 1)
            ends.append(g.act())
            g.join(ends)
        if stage < 2:
            g.add(MaxPool(3 if stage == 0 else 2, 2, ceil_mode=True))
    g.add(GlobalAvgPool(keepdims=False))
    g.add(Dropout(0.2))
    g.add(Linear(1024, 1000))
    return g.network("GoogLeNet")
