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
from symconv.kernels.convolution import conv as conv
from symconv.kernels.convolution_gradients import conv_backward as conv_backward
from symconv.kernels.convolution_gradients import conv_grad_input as conv_grad_input
from symconv.kernels.convolution_gradients import conv_grad_weight as conv_grad_weight
from symconv.kernels.fractional_pool import fractional_max_pool as fractional_max_pool
from symconv.kernels.fractional_pool import (
    fractional_max_pool_backward as fractional_max_pool_backward,
)
from symconv.kernels.lp_pool import lp_pool as lp_pool
from symconv.kernels.lp_pool import lp_pool_backward as lp_pool_backward
from symconv.kernels.max_pool import max_pool as max_pool
from symconv.kernels.max_pool import max_pool_backward as max_pool_backward
from symconv.kernels.padding import pad as pad
from symconv.kernels.padding import pad_backward as pad_backward
from symconv.kernels.transposed_convolution import conv_transpose as conv_transpose
from symconv.kernels.transposed_convolution import (
    conv_transpose_backward as conv_transpose_backward,
)
