"""Published receptive-field sizes, from the layer lists of their papers and reference code.

*Source of the numbers.* A. Araujo, W. Norris, J. Sim, "Computing Receptive Fields of Convolutional
Neural Networks", Distill 2019: AlexNet 195, VGG-16 212, ResNet-50 483, ResNet-101 1027,
Inception v3 1311, MobileNet v1 315.
"""

import pytest

from symconv.layers import Add, AvgPool, Concat, Conv, Layer, MaxPool, Network, Node, ReLU
from symconv.layers.receptive_field import receptive_fields
from symconv.layers.receptive_interior import interior_patterns


def alexnet() -> Network:
    """The variant of TF-Slim: five convolutions and three pools."""
    return Network.chain(
        Conv(3, 64, 11, 4),
        MaxPool(3, 2),
        Conv(64, 192, 5, padding=2),
        MaxPool(3, 2),
        Conv(192, 384, 3, padding=1),
        Conv(384, 384, 3, padding=1),
        Conv(384, 256, 3, padding=1),
        MaxPool(3, 2),
        in_shape=(3, 512, 512),
    )


def vgg16() -> Network:
    """Thirteen 3x3 convolutions, five 2x2 pools; pool5 is the end point."""
    layers: list[Layer] = []
    before = 3
    for channels, times in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(times):
            layers += [Conv(before, channels, 3, padding=1), ReLU()]
            before = channels
        layers.append(MaxPool(2))
    return Network.chain(*layers, in_shape=(3, 512, 512))


def resnet(blocks: tuple[int, ...], *, size: int = 2048) -> Network:
    """ResNet v1 of TF-Slim: a block's stride is in the 3x3 convolution of its last unit."""
    nodes = [Node("conv1", Conv(3, 64, 7, 2, 3)), Node("pool1", MaxPool(3, 2, 1))]
    before, channels = "pool1", 64
    for number, units in enumerate(blocks):
        wide = 256 * 2**number
        for unit in range(units):
            stride = 2 if unit == units - 1 and number < len(blocks) - 1 else 1
            nodes += bottleneck(f"b{number}u{unit}", before, channels, wide, stride)
            before, channels = nodes[-1].name, wide
    return Network(tuple(nodes), (3, size, size))


def bottleneck(name: str, before: str, channels: int, wide: int, stride: int) -> list[Node]:
    narrow = wide // 4
    skip: Layer = MaxPool(1, stride)
    if channels != wide:
        skip = Conv(channels, wide, 1, stride)
    return [
        Node(f"{name}skip", skip, (before,)),
        Node(f"{name}a", Conv(channels, narrow, 1), (before,)),
        Node(f"{name}b", Conv(narrow, narrow, 3, stride, 1)),
        Node(f"{name}c", Conv(narrow, wide, 1)),
        Node(f"{name}add", Add(), (f"{name}skip", f"{name}c")),
    ]


def mobilenet() -> Network:
    """MobileNet v1: a convolution and thirteen depthwise separable ones."""
    layers: list[Layer] = [Conv(3, 32, 3, 2, 1)]
    before = 32
    strides = (1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1)
    widths = (64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024)
    for channels, stride in zip(widths, strides, strict=True):
        layers += [Conv(before, before, 3, stride, 1, groups=before), Conv(before, channels, 1)]
        before = channels
    return Network.chain(*layers, in_shape=(3, 512, 512))


class Builder:
    """Grows a graph: each call appends one layer and returns its name and channels."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []

    def add(self, layer: Layer, *inputs: str) -> str:
        self.nodes.append(Node(f"n{len(self.nodes)}", layer, inputs))
        return self.nodes[-1].name

    def convs(self, before: str, *kernels: object, stride: int = 1, valid: bool = False) -> str:
        """Convolutions in a row, padded to keep the size; the last one has the stride."""
        name = before
        for number, kernel in enumerate(kernels):
            k = kernel if isinstance(kernel, tuple) else (kernel, kernel)
            last = number == len(kernels) - 1
            pads = tuple(0 if last and valid else s // 2 for s in k)
            name = self.add(Conv(1, 1, k, stride if last else 1, pads), name)
        return name

    def pooled(self, before: str) -> str:
        return self.convs(self.add(AvgPool(3, 1, 1), before), 1)

    def concat(self, *branches: str) -> str:
        joined = self.add(Concat(), *branches)
        return self.add(Conv(len(branches), 1, 1), joined)


def inception_v3() -> Network:
    """Inception v3 up to Mixed_7c, with the paper's kernels; channels play no part.

    After each concatenation a 1x1 convolution brings the channels back to one, which sees no more.
    """
    b = Builder()
    stem = b.add(Conv(1, 1, 3, 2), "input")
    stem = b.add(Conv(1, 1, 3), stem)
    stem = b.add(Conv(1, 1, 3, padding=1), stem)
    stem = b.add(MaxPool(3, 2), stem)
    stem = b.add(Conv(1, 1, 1), stem)
    x = b.add(MaxPool(3, 2), b.add(Conv(1, 1, 3), stem))
    for _ in range(3):  # 35x35
        x = b.concat(b.convs(x, 1), b.convs(x, 1, 5), b.convs(x, 1, 3, 3), b.pooled(x))
    x = b.concat(
        b.convs(x, 3, stride=2, valid=True),
        b.convs(x, 1, 3, 3, stride=2, valid=True),
        b.add(MaxPool(3, 2), x),
    )
    row, column = (1, 7), (7, 1)
    for _ in range(4):  # 17x17
        long = b.convs(x, 1, column, row, column, row)
        x = b.concat(b.convs(x, 1), b.convs(x, 1, row, column), long, b.pooled(x))
    x = b.concat(
        b.convs(x, 1, 3, stride=2, valid=True),
        b.convs(x, 1, row, column, 3, stride=2, valid=True),
        b.add(MaxPool(3, 2), x),
    )
    for _ in range(2):  # 8x8
        one, two = b.convs(x, 1), b.convs(x, 1, 3)
        crossed = [b.convs(y, k) for y in (one, two) for k in ((1, 3), (3, 1))]
        x = b.concat(b.convs(x, 1), *crossed, b.pooled(x))
    return Network(tuple(b.nodes), (1, 299, 299))


PUBLISHED = [
    (alexnet, 195),
    (vgg16, 212),
    (lambda: resnet((3, 4, 6, 3)), 483),
    (lambda: resnet((3, 4, 23, 3)), 1027),
    (inception_v3, 1311),
    (mobilenet, 315),
]
IDS = ["AlexNet", "VGG-16", "ResNet-50", "ResNet-101", "Inception v3", "MobileNet v1"]


@pytest.mark.parametrize(("build", "expected"), PUBLISHED, ids=IDS)
def test_published_sizes(build: object, expected: int) -> None:
    """The closed form of the interior, per axis."""
    network = build()  # type: ignore[operator]
    pattern = interior_patterns(network)[network.nodes[-1].name]
    assert [axis.size for axis in pattern] == [expected, expected]


def test_a_whole_network_of_224_pixels() -> None:
    """Exact sets of all units of all layers."""
    network = resnet((3, 8, 36, 3), size=224)
    fields = receptive_fields(network)
    last = fields[network.nodes[-1].name]
    assert last.out_size == (7, 7)
    assert last.size((3, 3)) == (224, 224)
    assert len(last.products) == 1
