"""Networks from PyTorch modules and ONNX files: parameters and shapes are those of the source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import symconv
from symconv.errors import ShapeError, SpecError
from symconv.layers import Add, Concat, Network

torch: Any = pytest.importorskip("torch", reason="PyTorch is an optional peer")
nn = torch.nn


class Block(nn.Module):  # type: ignore[misc]
    """Branches that are added and joined, functions and modules, one module used twice."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 7, stride=2, padding=3, bias=False)
        self.norm = nn.BatchNorm2d(8)
        self.same = nn.Conv2d(8, 8, 3, padding=1, groups=2)
        self.pool = nn.MaxPool2d(3, 2, 1, ceil_mode=True)
        self.up = nn.ConvTranspose2d(16, 4, 3, stride=2, padding=1, output_padding=1)
        self.act = nn.SiLU()
        self.head = nn.Linear(4, 5)

    def forward(self, x: Any) -> Any:
        x = torch.relu(self.norm(self.stem(x)))
        y = self.same(x)
        z = y + self.same(y)
        joined = torch.cat(
            [self.pool(z), nn.functional.avg_pool2d(x, 3, 2, 1, ceil_mode=True)], dim=1
        )
        up = self.act(self.up(joined))
        return self.head(torch.flatten(nn.functional.adaptive_avg_pool2d(up, 1), 1))


SEQUENCE = nn.Sequential(
    nn.Conv2d(3, 6, (3, 5), padding="same", padding_mode="reflect"),
    nn.GroupNorm(3, 6),
    nn.PReLU(6),
    nn.AvgPool2d(2, count_include_pad=False),
    nn.Upsample(scale_factor=2),
    nn.LayerNorm([6, 8, 8]),
    nn.Dropout(0.1),
    nn.AdaptiveMaxPool2d((2, 3)),
    nn.Flatten(),
    nn.Linear(36, 4, bias=False),
    nn.Softmax(dim=1),
)


@pytest.mark.parametrize(("source", "shape"), [(Block(), (3, 33, 40)), (SEQUENCE, (3, 8, 8))])
def test_a_module_has_its_parameters_and_shapes(source: Any, shape: tuple[int, ...]) -> None:
    net = symconv.load_network(source, shape)
    trace = net.trace()
    assert trace.parameter_count() == sum(p.numel() for p in source.parameters())
    with torch.no_grad():
        expected = tuple(source.eval()(torch.zeros(1, *shape)).shape[1:])
    assert trace.out_shape == expected


def test_a_module_that_is_used_twice_is_shared() -> None:
    net = symconv.load_network(Block())
    assert [node.shares for node in net if node.shares] == ["same"]
    assert {type(node.layer) for node in net} >= {Add, Concat}
    assert net.trace((3, 32, 32)).parameter_count("each") > net.trace((3, 32, 32)).parameter_count()


class Strange(nn.Module):  # type: ignore[misc]
    def forward(self, x: Any) -> Any:
        return x if x.sum() > 0 else -x


class Joined(nn.Module):  # type: ignore[misc]
    def forward(self, x: Any) -> Any:
        return torch.cat([x, x], dim=2)


REFUSED = [
    (nn.Sequential(nn.LSTM(2, 2)), r"module '0' is a LSTM, which has no counterpart here"),
    (nn.Sequential(nn.Flatten(2)), r"flattens some axes only"),
    (Strange(), r"control flow that depends on values"),
    (Joined(), r"joins along axis 2"),
]


@pytest.mark.parametrize(("source", "message"), REFUSED)
def test_modules_without_a_counterpart_are_named(source: Any, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        symconv.load_network(source)


def onnx_file(path: Path) -> Path:
    onnx = pytest.importorskip("onnx", reason="onnx is an optional peer")
    h, types = onnx.helper, onnx.TensorProto
    weights = {"w": (8, 3, 3, 3), "b": (8,), "u": (8, 4, 2, 2), "f": (5, 4), "c": (5,), "g": (5, 6)}
    weights |= dict.fromkeys(("scale", "shift", "mean", "var"), (8,))
    nodes = [
        h.make_node("Conv", ["x", "w", "b"], ["1"], "conv", strides=[2, 2], pads=[1, 0, 2, 1]),
        h.make_node("BatchNormalization", ["1", "scale", "shift", "mean", "var"], ["2"], "bn"),
        h.make_node("Relu", ["2"], ["3"], "relu"),
        h.make_node("Add", ["3", "1"], ["4"], "sum"),
        h.make_node("MaxPool", ["4"], ["5"], "pool", kernel_shape=[2, 2], strides=[2, 2]),
        h.make_node("ConvTranspose", ["5", "u"], ["6"], "up", strides=[2, 2]),
        h.make_node("GlobalAveragePool", ["6"], ["7"], "gap"),
        h.make_node("Flatten", ["7"], ["8"], "flat"),
        h.make_node("Gemm", ["8", "f", "c"], ["9"], "head", transB=1),
        h.make_node("MatMul", ["9", "g"], ["y"], "last"),
    ]
    graph = h.make_graph(
        nodes,
        "small",
        [h.make_tensor_value_info("x", types.FLOAT, ["N", 3, 16, 12])],
        [h.make_tensor_value_info("y", types.FLOAT, ["N", 6])],
        [h.make_tensor(k, types.FLOAT, s, [0.0] * int(torch.tensor(s).prod()))
         for k, s in weights.items()],
    )  # fmt: skip
    onnx.save(h.make_model(graph), str(path))
    return path


def test_an_onnx_file_has_its_parameters_and_shapes(tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx", reason="onnx is an optional peer")
    path = onnx_file(tmp_path / "small.onnx")
    net: Network = symconv.load_network(path)
    assert net.in_shape == (3, 16, 12)
    inferred = onnx.shape_inference.infer_shapes(onnx.load(str(path))).graph.value_info
    expected = [tuple(d.dim_value for d in v.type.tensor_type.shape.dim)[1:] for v in inferred]
    trace = net.trace()
    assert [row.out_shape for row in trace.rows][:-1] == expected
    assert trace.out_shape == (6,)
    assert trace.parameter_count() == 8 * 27 + 8 + 16 + 8 * 4 * 4 + 25 + 30
    assert trace.buffer_count() == 16


def test_files_that_are_no_networks(tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="onnx is an optional peer")
    (tmp_path / "broken.onnx").write_bytes(b"\x08\xff\xff not a model")
    with pytest.raises(SpecError, match="cannot be read as ONNX"):
        symconv.load_network(tmp_path / "broken.onnx")
    with pytest.raises(SpecError, match=r"\.txt is not a kind of network file"):
        symconv.load_network("net.txt")
    with pytest.raises(TypeError, match="neither a path nor"):
        symconv.load_network(3)
