"""What every theorem must keep: every line shown, a witness that ran, an answer for programs."""

from fractions import Fraction
from typing import Any
from xml.etree import ElementTree

import pytest

from symconv.errors import SymconvError
from symconv.latex.drawing import Circle, Label, Path, Point, Shape
from symconv.latex.drawing.measure import text_width
from symconv.latex.drawing.placing import baseline
from symconv.latex.reader import read
from symconv.proof.prove import prove
from symconv.proof.verdict import Exhausted, Proved
from symconv.sheets.readback import check
from symconv.theorems import derive, signature, theorems

X = [[3, 1, 2], [6, 8, 1], [2, 7, 4]]
W = [[-1, 2], [1, -2]]

STACK = [
    "H_1 = conv 8 kernel_size=5 stride=2 padding=2",
    "relu",
    "H_2 = conv 4 kernel_size=3x1 dilation=2x1",
    "avg_pool 2",
    "flatten",
    "Y = linear 10",
]
RELU = ["[[3/2], [1/2]] x + [0, 1]", "[[1, 2], [2, 1]] x + [0, 1]", "[[1, 1]] x + [-1]"]
EXAMPLES: dict[str, list[dict[str, Any]]] = {
    "conv_size": [
        {},
        {"dilation": "D"},
        {"size": ["n"], "kernel_size": "k", "stride": "s", "padding": "p"},
        {"size": [7], "kernel_size": 3, "stride": 2, "padding": 1},
        {"size": ["H", "W"], "kernel_size": [3, 5], "stride": [2, 1], "padding": [1, "P"]},
        {"size": ["L"], "kernel_size": "K", "stride": "S", "padding": [["A", "B"]]},
        {"size": ["T", "H", "W"], "kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2},
        {"size": [5], "kernel_size": 1, "stride": 3, "padding": "valid"},
        {"size": ["L"], "kernel_size": 100, "stride": 2, "padding": 3},
    ],
    "output_padding": [
        {},
        {"dilation": "D"},
        {"size": [6], "kernel_size": 3, "stride": 2, "padding": 1},
        {"size": ["H", "W"], "kernel_size": 4, "stride": 2, "padding": 1},
        {"size": ["n"], "kernel_size": "k", "stride": 1, "padding": 0},
        {"size": ["L"], "kernel_size": "K", "stride": "S", "padding": [["A", "B"]]},
    ],
    "exact_downsampling": [
        {},
        {"kernel_size": 4},
        {"stride": "S", "dilation": "D"},
        {"kernel_size": 1, "stride": 3},
        {"kernel_size": 3, "stride": "S", "dilation": 2},
    ],
    "exact_upsampling": [
        {},
        {"kernel_size": 4},
        {"stride": 1, "dilation": "D"},
        {"kernel_size": 3, "stride": "S"},
    ],
    "no_pixel_lost": [{}],
    "linear_gradients": [{}, {"batch": 4, "in_features": "d"}],
    "activation_gradients": [
        {"function": f}
        for f in ("relu", "leaky_relu", "abs", "sigmoid", "tanh", "softplus", "gelu")
    ],
    "conv_transpose_is_adjoint": [{"rank": 1}, {"rank": 2}, {"rank": 3}],
    "dropout_gradients": [{}],
    "lp_pool_gradients": [{}, {"norm_type": 3, "rank": 1}, {"definition": "signed", "rank": 1}],
    "pool_gradients": [{"kind": "max", "rank": 1}, {"rank": 2}, {"kind": "max", "rank": 2}],
    "least_squares_gradients": [
        {},
        {"X": [[1, 0], [1, 1], [1, 2]], "w": ["1/2", "1/3"], "t": [0, 1, 1]},
    ],
    "mlp_gradients": [
        {"hidden": 3},
        {
            "x": [1, 2],
            "W": [[1, -1], ["1/2", 1]],
            "u": [2, 0],
            "V": [[3, 1]],
            "v": [0],
            "t": [1],
        },
    ],
    "softmax_cross_entropy_gradients": [{}, {"batch": 2, "classes": 10}],
    "batch_norm_of_gaussian": [
        {},
        {"mean": "3/2", "deviation": "2/5", "gamma": 1, "beta": 3},
        {"epsilon": r"\varepsilon", "gamma": 2},
        {"mean": -1, "deviation": "1/3", "epsilon": "1/9", "beta": 0},
    ],
    "batch_norm_of_gaussian_2d": [
        {},
        {"gamma": [1, 1], "beta": [0, 0]},
        {"mean": [2, "-1/2"], "deviation": ["3/2", 1], "correlation": "-3/5", "gamma": [2, "g"]},
    ],
    "conv_gradient_by_hand": [
        {"X": X, "W": W, "G": [[1, -1], [2, 0]]},
        {"X": X, "W": W, "G": [[1, -1], [2, "1/2"]], "stride": 2, "padding": 1, "by": "weight"},
        {"X": [1, 2, 3, 4, 5], "W": [1, -1], "G": [3, 4], "stride": 3, "by": "input"},
        {"X": [[[1, 2], [3, 4]]], "W": [[[1, 2]]], "G": [[[1], [2]]], "padding": [0, 0, 0]},
    ],
    "squared_norm_gradients": [
        {},
        {"columns": 3},
        {"W": [["1/10", "1/2"], ["-3/10", "4/5"]], "x": ["1/5", "2/5"]},
        {"W": [[1, 2, "1/3"]], "x": [1, 0, -1]},
    ],
    "least_cost_of_receptive_field": [
        {"receptive_field": 31},
        {"receptive_field": 15, "kernels": [2, 3, 5]},
        {"receptive_field": 21, "kernels": [3, 4], "jump": 4},
        {"receptive_field": 1},
    ],
    "receptive_field_of_any_depth": [{}, {"depth": "M"}],
    "size_law_of_any_depth": [{}, {"size": "H", "depth": "M"}],
    "conv_gradients": [
        {"size": ["T"], "dilation": "D"},
        {"size": ["T"], "groups": "G"},
        {"size": ["T", "W"], "stride": 1, "padding": [[1, "P"], [0, 0]], "batch": 1},
        {
            "size": [7],
            "kernel_size": 3,
            "stride": 2,
            "padding": 1,
            "dilation": 2,
            "in_channels": 4,
            "out_channels": 6,
            "groups": 2,
            "batch": 3,
        },
        {"size": [64], "kernel_size": 3, "padding": 1, "stride": 1, "in_channels": 16},
    ],
    "circular_equivariance": [{}],
    "blur_filter": [
        {},
        {"kind": "box", "kernel_size": 3},
        {"kind": "binomial", "kernel_size": 5},
        {"kind": "box", "kernel_size": 4},
    ],
    "edge_filter": [
        {},
        {"kind": "prewitt"},
        {"kind": "central_difference"},
        {"kind": "laplacian"},
    ],
    "convolution_properties": [{}],
    "flip_is_absorbed": [{}],
    "delayed_convolution": [
        {"x": "boxcar length=7", "h": "exponential ratio=1/2", "delay": 5},
        {"x": "boxcar length=L", "h": "exponential ratio=r", "delay": "N"},
        {"x": "ramp length=3", "h": "step", "delay": 2, "window": [-4, 4]},
    ],
    "signal_convolution": [
        {"x": "boxcar length=7", "h": "exponential ratio=1/2"},
        {"x": "boxcar length=L", "h": "exponential ratio=r"},
        {"x": "ramp length=L delay=N", "h": "exponential ratio=-1/3 scale=2"},
        {"x": "boxcar length=L", "h": "boxcar length=M"},
        {"x": "exponential ratio=s", "h": "exponential ratio=r delay=-2"},
        {"x": "step", "h": "impulse delay=N", "window": [-2, 5]},
    ],
    "layer_norm_gradients": [
        {"shape": ["N", "D"], "over": [1]},
        {},
        {"shape": [2, 3], "over": [1], "affine": "none"},
    ],
    "instance_norm_gradients": [{"shape": ["N", "C", "T"]}, {}, {"affine": "none"}],
    "group_norm_gradients": [{"shape": ["N", 2, 3]}, {}],
    "rms_norm_gradients": [{}, {"shape": ["B", "T", "D"], "over": [2], "affine": "none"}],
    "batch_norm_definition": [
        {"shape": ["N"], "over": [0]},
        {"over": [0, 1, 2, 3], "affine": "none"},
        {"over": [0, 1], "affine": "none", "unbiased": True},
        {"shape": ["B", "C", "H", "W"], "indices": ["b", "c", "h", "w"]},
        {"shape": [20, 3], "over": [0]},
    ],
    "batch_norm_like_conv": [{}],
    "batch_norm_double_backward": [
        {"shape": ["N"], "over": [0]},
        {"shape": ["N", "D"], "over": [0]},
        {},
        {"shape": [3, 2], "over": [0]},
    ],
    "batch_norm_inference_gradients": [{"shape": ["N"], "over": [0]}, {}, {"affine": "none"}],
    "batch_norm_gradients": [
        {"shape": ["N"], "over": [0]},
        {"shape": ["N", "D"], "over": [0], "unbiased": True, "indices": ["n", "d"]},
        {"shape": [4, 3], "over": [0], "affine": "none"},
        {"over": [0, 1, 2, 3], "affine": [1]},
        {"over": [0, 1]},
        {"over": [0], "affine": "normalised"},
    ],
    "output_of_shifted_image": [
        {
            "known": [[[1, 0, 0], [2, 0, 0]], [[0, 1, 0], [0, 0, 0]]],
            "outputs": [["4/5", 0], [0, -1]],
            "image": [[0, 0, 0], [0, 0, 1]],
        },
        {
            "known": [[[1, 0, 0], [0, 0, 0], [0, 0, 0]]],
            "outputs": [["1/3"]],
            "image": [[0, 0, 1], [0, 0, 0], [0, 0, 0]],
            "kernel_size": 3,
            "padding": 2,
        },
    ],
    "effective_receptive_field": [
        {
            "layers": [
                "conv 8 kernel_size=3",
                "relu",
                "max_pool 2",
                "conv 4 kernel_size=3 dilation=2",
            ]
        },
        {"layers": ["conv 1 kernel_size=1"]},
        {"layers": ["avg_pool 4 stride=2"]},
    ],
    "receptive_field": [
        {
            "layers": [
                "a = conv 8 kernel_size=5 stride=2 padding=1",
                "b = max_pool 2 from=input",
                "add from=a,b",
            ]
        },
        {"layers": ["conv 8 kernel_size=5 stride=2 padding=2", "relu", "max_pool 3 stride=2"]},
        {"layers": ["conv 1 kernel_size=K stride=S dilation=D", "conv 1 kernel_size=3"]},
        {
            "layers": [
                "conv 1 kernel_size=5 stride=2",
                "conv_transpose 1 kernel_size=2 stride=3",
                "avg_pool 2 stride=1",
                "flatten",
                "linear 10",
            ],
            "size": [31],
        },
        {"layers": ["conv_transpose 1 kernel_size=3 stride=2", "upsample scale_factor=2"]},
        {"layers": ["conv 1 kernel_size=3 stride=3", "global_avg_pool"], "size": [32, 28]},
    ],
    "receptive_field_of_pool": [
        {},
        {"kernel_size": 3, "stride": 2, "jump": 1},
        {"kernel_size": "k", "stride": "s", "jump": "J"},
        {"kernel_size": 1, "stride": 3, "jump": 2},
    ],
    "receptive_field_of_transposed": [
        {},
        {"kernel_size": 3, "stride": 2, "padding": 0},
        {"kernel_size": 2, "stride": 5, "padding": "P"},
        {"kernel_size": "k", "stride": 1, "padding": 1},
    ],
    "receptive_field_recurrences": [{}],
    "receptive_field_stride_one": [
        {},
        {"depth": 4, "kernel_size": 3},
        {"depth": 3, "kernel_size": "F", "dilation": 2},
        {"depth": "n", "kernel_size": 3, "dilation": "D"},
    ],
    "conv_matrix": [
        {},
        {"size": [5], "kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2},
        {"size": [3, 4], "kernel_size": [2, 3], "stride": [1, 2], "padding": [0, 1]},
        {"size": [4], "kernel_size": 3, "padding": 1, "padding_mode": "circular"},
        {"size": [4], "kernel_size": 3, "padding": 2, "padding_mode": "reflect"},
        {"size": [3, 3], "kernel_size": 2, "padding": 1, "padding_mode": "replicate"},
        {"size": [2, 2, 2], "kernel_size": 2, "padding": [0, 1, 0]},
        {"size": [6], "kernel_size": 2, "padding": [[2, 0]]},
    ],
    "conv_transpose_matrix": [
        {},
        {"size": [3], "kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1},
        {"size": [2, 3], "kernel_size": [2, 1], "stride": [2, 1], "dilation": [1, 2]},
        {"size": [2, 2, 1], "kernel_size": 2, "stride": [2, 1, 1]},
    ],
    "avg_pool_by_hand": [
        {"X": [[1, 2, 0], [3, 4, 6], [5, "1/2", -1]], "kernel_size": 2, "padding": 1},
        {"X": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], "kernel_size": 2, "stride": 1},
    ],
    "adaptive_pool_by_hand": [
        {"X": [1, 2, 3, 5, 8], "output_size": 3},
        {"X": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], "output_size": [1, 2, 1], "reduce": "max"},
    ],
    "most_regions_of_hyperplanes": [
        {},
        {"planes": 100, "dimension": 3},
        {"planes": "p", "dimension": 4},
        {"dimension": 1},
    ],
    "most_regions_of_network": [{}, {"inputs": 3, "widths": [2, 64, 32]}],
    "max_pool_by_hand": [
        {"X": [[1, 2, 0], [3, 4, 6], [5, "1/2", -1]], "kernel_size": 2, "stride": 1},
        {"X": [-1, -2, -3, -5, -8], "kernel_size": 3, "padding": 1, "ceil_mode": True},
    ],
    "fractional_pool_by_hand": [
        {"X": [1, 4, 2, 3, 0], "kernel_size": 2, "output_size": 3, "samples": ["1/2"]},
        {
            "X": [[1, 4, 2, 3], [5, 0, -1, 2], [3, 3, 1, "1/2"]],
            "kernel_size": 2,
            "output_size": [2, 2],
            "samples": [0, "1/7"],
        },
    ],
    "lp_pool_limits": [{}],
    "pairwise_distances": [
        {},
        {"num_test": 2, "num_train": 4, "features": 3},
        {"metric": "L2", "features": 5},
    ],
    "pooling_formulas": [{}],
    "lp_pool_by_hand": [
        {"X": [[3, 4], [5, 12]], "norm_type": 2, "kernel_size": [1, 2]},
        {"X": [1, -2, 3, 4], "norm_type": 3, "kernel_size": 2, "stride": 1},
        {"X": [1, 2, 3, 4], "norm_type": 1, "kernel_size": 2, "definition": "signed"},
    ],
    "conv_by_hand": [
        {"X": X, "W": W},
        {"X": X, "W": W, "stride": 2, "padding": 1, "dilation": 2},
        {"X": X, "W": W, "padding": 1, "dilation": 2, "flip": True},
        {"X": [1, 2, "1/2", -4], "W": ["1/3", -1], "padding": [[1, 0]]},
        {"X": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], "W": [[[1, -1]]], "padding": 0},
    ],
    "conv_transpose_by_hand": [
        {"Y": X, "W": W},
        {"Y": X, "W": W, "stride": 2, "padding": 1, "output_padding": 1},
        {"Y": [1, 2, 3], "W": [1, -1], "stride": 3, "output_padding": 2, "dilation": 2},
        {"Y": [[["1/2", 2]]], "W": [[[1, 3]]], "stride": 2},
    ],
    "conv_transpose_eq_transposed_matrix": [
        {},
        {"size": ["L"], "dilation": "D"},
        {"size": [7], "kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2},
        {"size": ["L"], "padding": [["P", "Q"]], "stride": 3},
    ],
    "conv_transpose_size": [
        {},
        {"dilation": "D", "output_padding": "U"},
        {"size": [3], "kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1},
        {"size": ["L"], "padding": [["P", "Q"]], "stride": 3, "output_padding": 2},
        {"size": ["T", 4, "W"], "kernel_size": [2, 3, "K"], "stride": 2, "padding": 0},
    ],
    "same_padding": [
        {},
        {"stride": 1, "dilation": "d"},
        {"size": 7, "kernel_size": 3, "stride": 2},
        {"size": "n", "kernel_size": 100, "stride": 4},
    ],
    "sub_pixel_for_all_sizes": [{"rank": 1}, {"rank": 2}],
    "sub_pixel_equivalence": [
        {},
        {"size": [3], "out_channels": 2, "in_channels": 2, "factor": 3, "kernel_size": 2},
        {"size": [3, 2], "in_channels": 2, "factor": [2, 1], "kernel_size": [2, 2], "padding": 1},
        {"size": [1, 2, 2], "factor": 2},
        {"size": [3, 2], "out_channels": 2, "factor": [1, 2], "kernel_size": 2},
        {"size": [1], "out_channels": 2, "factor": 3, "kernel_size": 2, "padding": 1},
        {"size": [3], "factor": 1},
    ],
    "conv_operations": [
        {},
        {"out_size": 10, "in_channels": 3, "out_channels": 8, "kernel_size": 3, "bias": True},
        {"out_size": [256, "W"], "kernel_size": 5},
    ],
    "exact_conv_size": [
        {},
        {"size": [32], "kernel_size": 5, "stride": 2, "padding": 0},
        {"size": [32, 33], "kernel_size": 5, "stride": 3, "padding": 3},
        {"size": [11], "kernel_size": 3, "stride": "S", "padding": 0},
        {"size": [9], "stride": "S", "dilation": 2},
        {"size": ["H", "W"], "dilation": "D"},
    ],
    "pooling_effect": [
        {},
        {"size": [55, 55], "channels": 96, "kernel_size": 3, "stride": 2},
        {"size": ["W"], "kernel_size": 3, "stride": 2, "padding": 1},
        {"size": ["T", "H", "W"], "kernel_size": 2, "stride": 2},
        {"size": ["H", "W"], "kernel_size": 2, "stride": [2, 1]},
    ],
    "size_law": [
        {},
        {"layers": ["conv 1 kernel_size=5 stride=2 padding=2", "conv 1", "max_pool 2"]},
        {"layers": ["conv 1 kernel_size=K dilation=D stride=S"], "size": "n"},
        {"layers": ["conv 1", "relu", "conv 1 padding=1"]},
    ],
    "conv_parameters": [
        {},
        {"in_channels": 3, "out_channels": 96, "kernel_size": 11},
        {"kernel_size": [3, "L"], "out_channels": 4, "bias": False},
        {"rank": 3, "kernel_size": 3},
        {"rank": 1, "in_channels": "N", "out_channels": "N"},
    ],
    "grouped_conv_parameters": [
        {},
        {"in_channels": 64, "groups": 4},
        {"in_channels": 64, "out_channels": 32, "kernel_size": 3, "groups": 8},
        {"in_channels": 12, "out_channels": 12},
    ],
    "depthwise_separable_cost": [
        {},
        {"in_channels": 512, "out_channels": 1024, "kernel_size": 3, "size": [14, 14]},
        {"kernel_size": 1},
        {"size": 7, "out_channels": 1},
    ],
    "network_channels": [
        {"layers": STACK, "channels": 3},
        {"layers": ["conv F", "max_pool 2", "conv_transpose G in_channels=?"], "channels": "C"},
        {"layers": ["conv 128 in_channels=3", "conv 64"]},
    ],
    "network_parameters": [
        {"layers": STACK, "size": [40, 36], "channels": 3},
        {"layers": ["conv F kernel_size=K", "batch_norm", "conv 8 bias=false"], "channels": "C"},
        {
            "layers": ["conv 32 groups=32", "relu", "conv 64 kernel_size=1"],
            "channels": 32,
            "bias": False,
        },
        {"layers": ["conv C groups=C kernel_size=5x3"], "channels": "C", "bias": False},
    ],
    "network_sizes": [
        {
            "layers": [
                "a = conv 8 kernel_size=3 stride=2 padding=1",
                "b = max_pool 1 stride=2 from=input",
                "concat from=a,b",
            ],
            "size": ["H", 9],
            "channels": 3,
        },
        {"layers": STACK, "size": [40, 36], "channels": 3, "batch": 100},
        {"layers": STACK[:4], "size": ["H", "W"], "channels": 3, "batch": "B"},
        {
            "layers": ["conv F kernel_size=K stride=S padding=P"],
            "size": ["W", "H"],
            "channels": "C",
        },
        {"layers": ["conv 1 kernel_size=11 stride=4", "max_pool 3 stride=2"], "size": [259]},
        {
            "layers": ["conv 2 padding=same groups=2", "upsample 2", "conv_transpose 4 stride=2x3"],
            "size": ["H", 9],
            "channels": 2,
        },
        {"layers": ["conv_transpose 4 stride=2 output_padding=U"], "size": ["T", "H", "W"]},
    ],
    "threshold_weights": [
        {"table": [0, 0, 0, 1], "label": "AND"},
        {"table": [0, 1, 1, 1], "rule": ">"},
        {"table": [1, 0]},
        {"table": [1, 1, 1, 1]},
        {"table": [0, 0, 0, 1, 0, 1, 1, 1]},
        {"table": [0] * 13 + [1] * 3, "rule": ">"},
    ],
    "threshold_impossible": [
        {"table": [0, 1, 1, 0]},
        {"table": [1, 0, 0, 1], "rule": ">"},
        {"table": [0, 1, 1, 0, 1, 0, 0, 1]},
        {"table": [0] * 6 + [1] * 4 + [0] * 6},
    ],
    "linear_layer_impossible": [
        {"table": [0, 1, 1, 0]},
        {"table": [0, 0, 0, 1]},
        {"table": [0, 0, 0, 0, 0, 1, 1, 0]},
    ],
    "two_layer_network_of_table": [
        {"table": [0, 1, 1, 0], "activation": "square"},
        {"table": [0, 1, 1, 0]},
        {"table": [0, 1, 1, 0], "activation": "threshold", "rule": ">"},
        {"table": [1, 0, 0, 0, 0, 1, 1, 1]},
        {"table": [1, 1, 1, 1], "activation": "square"},
    ],
    "network_computes_table": [
        {"table": [0, 1, 1, 0], "W1": [[1, 1], [1, 1]], "b1": [0, -1], "W2": [1, -2], "b2": 0},
        {
            "table": [0, 1, 1, 0],
            "W1": [["1/2", "-1/2"]],
            "b1": [0],
            "W2": [4],
            "b2": 0,
            "activation": "square",
        },
    ],
    "local_linear_map": [
        {"layers": RELU, "points": [2, -1, 0]},
        {
            "layers": [
                "[[1, 2], [3, -1], [1, 1]] x + [0, 1, 1/3]",
                "[[1, 0, 2], [0, 1, 1]] x + [0, 0]",
            ],
            "points": [[1, 1], [-4, "1/2"]],
        },
        {"layers": ["[[2]] x + [1]"], "points": [0]},
        {"layers": ["[[1], [1]] x + [0, 0]", "[[1, -1]] x + [5]"], "points": [0]},
    ],
    "piecewise_form": [
        {"layers": RELU},
        {"layers": ["[[1], [-1]] x + [0, 0]", "[[1, 1]] x + [0]"]},
        {"layers": ["[[-2]] x + [1/3]"]},
    ],
    "regions_identified_by_layer": [
        {},
        {"dimension": 3, "fold": [-4, "1/2"]},
        {"dimension": "n_{\\mathrm{in}}", "fold": ["1/3", 5]},
    ],
    "regions_identified_by_composition": [
        {},
        {"outer": 3, "inner": "K"},
        {"outer": 2, "inner": 5},
    ],
    "regions_identified_by_depth": [
        {},
        {"dimension": 3, "layers": 2},
        {"dimension": "D", "layers": 4, "fold": [-4, 2]},
        {"dimension": 2, "layers": "H", "fold": ["5/2", "-5/4"]},
    ],
    "descent_finds_minimum_norm": [{}],
    "least_squares_solutions": [{}],
    "regions_identified_by_matrix": [
        {"layer": "[[2, 1], [1, 2]] x + [-1, -1]"},
        {"layer": "[[-3]] x + [1/2]"},
        {"layer": "[[2, 1, 0], [1, 2, 0], [1, 0, -1]] x + [-1, -1/3, 0]"},
    ],
}
CASES = [(name, givens) for name, several in EXAMPLES.items() for givens in several]


def test_every_theorem_has_examples() -> None:
    """A theorem without an example would escape every contract below."""
    assert set(EXAMPLES) == set(theorems())


@pytest.mark.parametrize(("name", "givens"), CASES)
def test_every_line_is_shown_and_witnessed(name: str, givens: dict[str, Any]) -> None:
    """Each line is proved or exhausted, and numbers agree."""
    derivation = derive(name, **givens)
    report = prove(derivation)
    assert report.steps
    assert report.answer
    assert all(isinstance(j.verdict, Proved | Exhausted) for j in report.judged)
    assert report.witness_cases > 0 or derivation.witness.absent


@pytest.mark.parametrize(("name", "givens"), CASES)
def test_every_step_has_a_reason_and_reads_back(name: str, givens: dict[str, Any]) -> None:
    """What is printed is what was judged."""
    derivation = derive(name, **givens)
    for step in derivation.steps:
        assert step.reason
        lines = read(step.latex, derivation.symbols)
        assert [line.statement for line in lines] == [step.statement]
    for latex, statement in derivation.hypotheses + derivation.demands:
        assert [line.statement for line in read(latex, derivation.symbols)] == [statement]
    for defined in derivation.definitions:
        assert read(defined.latex, derivation.symbols)


@pytest.mark.parametrize(("name", "givens"), CASES)
def test_what_a_sheet_prints_reads_back(name: str, givens: dict[str, Any]) -> None:
    """Hypotheses, definitions and the value of the answer say what their LaTeX says."""
    check(derive(name, **givens))


@pytest.mark.parametrize(("name", "givens"), CASES)
def test_values_are_exact(name: str, givens: dict[str, Any]) -> None:
    """No float ever leaves a theorem."""
    assert_exact(derive(name, **givens).answer.value)


@pytest.mark.parametrize(("name", "givens"), CASES)
def test_figures_fit_and_speak(name: str, givens: dict[str, Any]) -> None:
    """A figure lies within its canvas and a page, in both spellings, with words for all."""
    for figure in derive(name, **givens).figures:
        assert figure.drawing.width <= 162
        assert figure.drawing.height <= 200
        assert figure.caption.endswith(".")
        assert figure.alternative.endswith(".")
        assert "$" not in figure.alternative
        assert ElementTree.fromstring(figure.svg()).get("role") == "img"
        assert figure.tikz().count(r"\node") >= 2
        for shape in figure.drawing.shapes:
            for x, y in corners(shape):
                assert -0.6 <= x <= figure.drawing.width + 0.6, shape
                assert -0.6 <= y <= figure.drawing.height + 0.6, shape


def corners(shape: Shape) -> list[Point]:
    """Points that must lie within the canvas; of words, about where they begin and end."""
    if isinstance(shape, Path):
        return list(shape.points)
    if isinstance(shape, Label):
        x, y = baseline(shape)
        wide = text_width(shape.text, shape.size)
        left = {"left": wide, "right": 0.0}.get(shape.anchor, wide / 2)
        return [(x - left, y), (x - left + wide, y + 0.25 * shape.size)]
    x, y = shape.center if isinstance(shape, Circle) else shape.corner
    wide, high = (shape.radius,) * 2 if isinstance(shape, Circle) else (shape.width, shape.height)
    back = wide if isinstance(shape, Circle) else 0.0
    return [(x - back, y - back), (x + wide, y + high)]


def assert_exact(value: object) -> None:
    if isinstance(value, tuple):
        for inner in value:
            assert_exact(inner)
    else:
        assert isinstance(value, int | Fraction | str)
        assert not isinstance(value, bool)


@pytest.mark.parametrize("name", theorems())
def test_givens_are_documented_by_their_names(name: str) -> None:
    """Every given is a keyword, so that a problem set can name it."""
    for parameter in signature(name).values():
        assert parameter.kind is parameter.KEYWORD_ONLY


SIGNED = {"mean", "beta"}
"""Givens that are real numbers, of either sign."""


@pytest.mark.parametrize("name", theorems())
def test_bad_givens_are_refused_by_name(name: str) -> None:
    """A wrong value of any given is an error of ours that names the given."""
    example = EXAMPLES[name][0]
    for given in signature(name):
        for bad in (-3, 1.5, "two words", [[]], {"a": 1}, None):
            if bad == -3 and given in SIGNED:
                continue
            with pytest.raises(SymconvError) as caught:
                derive(name, **{**example, given: bad})
            assert caught.value.given, (given, bad)


def test_a_letter_with_two_meanings_is_refused() -> None:
    """A parameter named like an index or an output size would change what the lines say."""
    with pytest.raises(SymconvError, match="the letter o means something else") as caught:
        derive("conv_size", size=["n"], kernel_size="o")
    assert caught.value.given == "kernel_size"
    with pytest.raises(SymconvError, match="the letter H' means something else"):
        derive("conv_size", size=["H"], stride="H'")


def test_unknown_theorem_and_given_suggest_the_nearest() -> None:
    """A slip of the keyboard is answered with what was meant."""
    with pytest.raises(SymconvError, match=r"there is no theorem 'conv_sise'.*'conv_size'"):
        derive("conv_sise")
    with pytest.raises(SymconvError, match=r"no given 'strid'.*did you mean 'stride'"):
        derive("conv_size", strid=2)
    with pytest.raises(SymconvError, match=r"no given 'size'.*it takes none"):
        derive("receptive_field_recurrences", size=2)
