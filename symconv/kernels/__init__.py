"""Numbers: convolution, pooling, normalisation and their gradients in NumPy alone.

Arrays are ``(N, C, *spatial)``, weights ``(C_out, C_in/groups, *k)``.
"""

from symconv.kernels.adaptive_pool import adaptive_avg_pool as adaptive_avg_pool
from symconv.kernels.adaptive_pool import adaptive_avg_pool_backward as adaptive_avg_pool_backward
from symconv.kernels.adaptive_pool import adaptive_max_pool as adaptive_max_pool
from symconv.kernels.adaptive_pool import adaptive_max_pool_backward as adaptive_max_pool_backward
from symconv.kernels.adaptive_pool import global_avg_pool as global_avg_pool
from symconv.kernels.adaptive_pool import global_avg_pool_backward as global_avg_pool_backward
from symconv.kernels.adaptive_pool import global_max_pool as global_max_pool
from symconv.kernels.adaptive_pool import global_max_pool_backward as global_max_pool_backward
from symconv.kernels.avg_pool import avg_pool as avg_pool
from symconv.kernels.avg_pool import avg_pool_backward as avg_pool_backward
from symconv.kernels.batch_norm import batch_norm as batch_norm
from symconv.kernels.batch_norm import batch_norm_backward as batch_norm_backward
from symconv.kernels.batch_norm_inference import batch_norm_inference as batch_norm_inference
from symconv.kernels.batch_norm_inference import (
    batch_norm_inference_backward as batch_norm_inference_backward,
)
from symconv.kernels.batch_norm_inference import batch_statistics as batch_statistics
from symconv.kernels.batch_norm_inference import running_statistics as running_statistics
from symconv.kernels.columns import col2im as col2im
from symconv.kernels.columns import im2col as im2col
from symconv.kernels.convolution import conv as conv
from symconv.kernels.convolution_gradients import conv_backward as conv_backward
from symconv.kernels.convolution_gradients import conv_grad_input as conv_grad_input
from symconv.kernels.convolution_gradients import conv_grad_weight as conv_grad_weight
from symconv.kernels.distances import l1_distances as l1_distances
from symconv.kernels.distances import l2_distances as l2_distances
from symconv.kernels.distances_by_loops import l1_distances_no_loops as l1_distances_no_loops
from symconv.kernels.distances_by_loops import l1_distances_one_loop as l1_distances_one_loop
from symconv.kernels.distances_by_loops import l1_distances_two_loops as l1_distances_two_loops
from symconv.kernels.distances_by_loops import l2_distances_no_loops as l2_distances_no_loops
from symconv.kernels.distances_by_loops import l2_distances_one_loop as l2_distances_one_loop
from symconv.kernels.distances_by_loops import l2_distances_two_loops as l2_distances_two_loops
from symconv.kernels.dropout import dropout as dropout
from symconv.kernels.dropout import dropout_backward as dropout_backward
from symconv.kernels.fractional_pool import fractional_max_pool as fractional_max_pool
from symconv.kernels.fractional_pool import (
    fractional_max_pool_backward as fractional_max_pool_backward,
)
from symconv.kernels.gated_activations import gelu as gelu
from symconv.kernels.gated_activations import gelu_backward as gelu_backward
from symconv.kernels.gated_activations import hardsigmoid as hardsigmoid
from symconv.kernels.gated_activations import hardsigmoid_backward as hardsigmoid_backward
from symconv.kernels.gated_activations import hardswish as hardswish
from symconv.kernels.gated_activations import hardswish_backward as hardswish_backward
from symconv.kernels.gated_activations import mish as mish
from symconv.kernels.gated_activations import mish_backward as mish_backward
from symconv.kernels.gated_activations import swish as swish
from symconv.kernels.gated_activations import swish_backward as swish_backward
from symconv.kernels.group_norm import group_norm as group_norm
from symconv.kernels.group_norm import group_norm_backward as group_norm_backward
from symconv.kernels.group_norm import instance_norm as instance_norm
from symconv.kernels.group_norm import instance_norm_backward as instance_norm_backward
from symconv.kernels.layer_norm import layer_norm as layer_norm
from symconv.kernels.layer_norm import layer_norm_backward as layer_norm_backward
from symconv.kernels.layer_norm import rms_norm as rms_norm
from symconv.kernels.layer_norm import rms_norm_backward as rms_norm_backward
from symconv.kernels.linear import linear as linear
from symconv.kernels.linear import linear_backward as linear_backward
from symconv.kernels.lp_pool import lp_pool as lp_pool
from symconv.kernels.lp_pool import lp_pool_backward as lp_pool_backward
from symconv.kernels.max_pool import max_pool as max_pool
from symconv.kernels.max_pool import max_pool_backward as max_pool_backward
from symconv.kernels.padding import pad as pad
from symconv.kernels.padding import pad_backward as pad_backward
from symconv.kernels.piecewise_activations import absolute as absolute
from symconv.kernels.piecewise_activations import absolute_backward as absolute_backward
from symconv.kernels.piecewise_activations import hardtanh as hardtanh
from symconv.kernels.piecewise_activations import hardtanh_backward as hardtanh_backward
from symconv.kernels.piecewise_activations import leaky_relu as leaky_relu
from symconv.kernels.piecewise_activations import leaky_relu_backward as leaky_relu_backward
from symconv.kernels.piecewise_activations import prelu as prelu
from symconv.kernels.piecewise_activations import prelu_backward as prelu_backward
from symconv.kernels.piecewise_activations import relu as relu
from symconv.kernels.piecewise_activations import relu_backward as relu_backward
from symconv.kernels.piecewise_activations import threshold as threshold
from symconv.kernels.piecewise_activations import threshold_backward as threshold_backward
from symconv.kernels.pixel_shuffle import pixel_shuffle as pixel_shuffle
from symconv.kernels.pixel_shuffle import pixel_unshuffle as pixel_unshuffle
from symconv.kernels.smooth_activations import celu as celu
from symconv.kernels.smooth_activations import celu_backward as celu_backward
from symconv.kernels.smooth_activations import elu as elu
from symconv.kernels.smooth_activations import elu_backward as elu_backward
from symconv.kernels.smooth_activations import selu as selu
from symconv.kernels.smooth_activations import selu_backward as selu_backward
from symconv.kernels.smooth_activations import sigmoid as sigmoid
from symconv.kernels.smooth_activations import sigmoid_backward as sigmoid_backward
from symconv.kernels.smooth_activations import softplus as softplus
from symconv.kernels.smooth_activations import softplus_backward as softplus_backward
from symconv.kernels.smooth_activations import softsign as softsign
from symconv.kernels.smooth_activations import softsign_backward as softsign_backward
from symconv.kernels.smooth_activations import tanh as tanh
from symconv.kernels.smooth_activations import tanh_backward as tanh_backward
from symconv.kernels.softmax import cross_entropy as cross_entropy
from symconv.kernels.softmax import cross_entropy_backward as cross_entropy_backward
from symconv.kernels.softmax import log_softmax as log_softmax
from symconv.kernels.softmax import log_softmax_backward as log_softmax_backward
from symconv.kernels.softmax import softmax as softmax
from symconv.kernels.softmax import softmax_backward as softmax_backward
from symconv.kernels.transposed_convolution import conv_transpose as conv_transpose
from symconv.kernels.transposed_convolution import (
    conv_transpose_backward as conv_transpose_backward,
)
from symconv.kernels.upsample import upsample_nearest as upsample_nearest
from symconv.kernels.upsample import upsample_nearest_backward as upsample_nearest_backward
