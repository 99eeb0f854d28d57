"""Convolutions against NumPy's, scipy's and onnxruntime's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from scipy import signal
from workload import Workload, normal, unchanged
from workloads_conv import FORWARD, WAVE, Layer, both_types

from symconv.kernels import conv


def one_signal() -> list[Workload]:
    """One channel, 1-D, against NumPy's own correlation."""
    work = Workload(
        name="1-d, one channel",
        ours=conv,
        peer=lambda x, w: np.correlate(x[0, 0], w[0, 0], "valid")[None, None],
        inputs=normal(WAVE.shapes[0], WAVE.shapes[1]),
        peer_name="numpy",
        prepare=unchanged,
        flop=WAVE.flop,
    )
    return both_types(work, (0.7, 0.7))


def by_scipy() -> list[Workload]:
    """One image and one signal, one channel each, against scipy.signal."""
    image, wave = FORWARD["one image 5x5"][0], WAVE
    two = Workload(
        name="one image 5x5",
        ours=lambda x, w: conv(x, w, **image.options),
        peer=lambda x, w: signal.correlate2d(x[0, 0], w[0, 0], "same")[None, None],
        inputs=normal(*image.shapes[:2]),
        peer_name="scipy",
        prepare=unchanged,
        flop=image.flop,
    )
    one = replace(
        two,
        name="1-d, one channel",
        ours=conv,
        peer=lambda x, w: signal.correlate(x[0, 0], w[0, 0], "valid", "direct")[None, None],
        inputs=normal(*wave.shapes[:2]),
        flop=wave.flop,
    )
    return [*both_types(two, (None, None)), *both_types(one, (None, None))]


def onnx_session(operator: str, layer: Layer) -> Callable[..., Any]:
    """Return a `prepare` that gives the session and its input; the weight is part of the model."""

    def prepare(x: Any, w: Any) -> tuple[Any, ...]:
        step, pad = [layer.stride] * 2, [layer.padding] * 4
        node = helper.make_node(
            operator, ["x", "w"], ["y"], strides=step, pads=pad, group=layer.groups
        )
        shown = helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)
        given = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
        graph = helper.make_graph(
            [node], "one", [shown], [given], [numpy_helper.from_array(w, "w")]
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        text, where = model.SerializeToString(), ["CPUExecutionProvider"]
        return onnxruntime.InferenceSession(text, options, providers=where), {"x": x}

    return prepare


def by_onnxruntime(name: str) -> Workload:
    """A float32 layer against onnxruntime."""
    layer = FORWARD[name][0]
    return Workload(
        name=name,
        ours=lambda x, w: conv(x, w, **layer.options),
        peer=lambda session, feed: session.run(None, feed)[0],
        inputs=normal(*layer.shapes[:2]),
        dtype="float32",
        peer_name="onnxruntime",
        prepare=onnx_session("Conv", layer),
        flop=layer.flop,
    )


WORKLOADS: list[Workload] = [
    *one_signal(),
    *by_scipy(),
    *map(by_onnxruntime, ("vgg 3x3", "resnet 1x1", "resnet 3x3 s2", "depthwise", "5x5 s2")),
]
