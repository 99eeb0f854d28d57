"""Named results: each is a function that returns a Derivation.

*Defines* `theorems` (their names), `derive` (call one by name) and `signature` (its givens).

Adding a theorem is one function in a module of this room and one line in ``_THEOREMS``; it then has
its proof, its witness test, a name on the command line and in problem sets.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from symconv.errors import GivenError, SpecError

if TYPE_CHECKING:
    from symconv.proof.derivation import Derivation

_THEOREMS = (
    "activation_gradients",
    "adaptive_pool_by_hand",
    "avg_pool_by_hand",
    "batch_norm_definition",
    "batch_norm_double_backward",
    "batch_norm_gradients",
    "batch_norm_inference_gradients",
    "batch_norm_like_conv",
    "batch_norm_of_gaussian",
    "batch_norm_of_gaussian_2d",
    "blur_filter",
    "circular_equivariance",
    "conv_by_hand",
    "conv_gradient_by_hand",
    "conv_gradients",
    "conv_matrix",
    "conv_operations",
    "conv_parameters",
    "conv_size",
    "conv_transpose_by_hand",
    "conv_transpose_eq_transposed_matrix",
    "conv_transpose_is_adjoint",
    "conv_transpose_matrix",
    "conv_transpose_size",
    "convolution_properties",
    "delayed_convolution",
    "depthwise_separable_cost",
    "descent_finds_minimum_norm",
    "dropout_gradients",
    "edge_filter",
    "effective_receptive_field",
    "exact_conv_size",
    "exact_downsampling",
    "exact_upsampling",
    "flip_is_absorbed",
    "fractional_pool_by_hand",
    "group_norm_gradients",
    "grouped_conv_parameters",
    "instance_norm_gradients",
    "layer_norm_gradients",
    "least_cost_of_receptive_field",
    "least_squares_gradients",
    "least_squares_solutions",
    "linear_gradients",
    "linear_layer_impossible",
    "local_linear_map",
    "lp_pool_by_hand",
    "lp_pool_gradients",
    "lp_pool_limits",
    "max_pool_by_hand",
    "mlp_gradients",
    "most_regions_of_hyperplanes",
    "most_regions_of_network",
    "network_channels",
    "network_computes_table",
    "network_parameters",
    "network_sizes",
    "no_pixel_lost",
    "output_of_shifted_image",
    "output_padding",
    "pairwise_distances",
    "piecewise_form",
    "pool_gradients",
    "pooling_effect",
    "pooling_formulas",
    "receptive_field",
    "receptive_field_of_any_depth",
    "receptive_field_of_pool",
    "receptive_field_of_transposed",
    "receptive_field_recurrences",
    "receptive_field_stride_one",
    "regions_identified_by_composition",
    "regions_identified_by_depth",
    "regions_identified_by_layer",
    "regions_identified_by_matrix",
    "rms_norm_gradients",
    "same_padding",
    "signal_convolution",
    "size_law",
    "size_law_of_any_depth",
    "softmax_cross_entropy_gradients",
    "squared_norm_gradients",
    "sub_pixel_equivalence",
    "sub_pixel_for_all_sizes",
    "threshold_impossible",
    "threshold_weights",
    "two_layer_network_of_table",
)
_SHARED_MODULES = {
    "descent_finds_minimum_norm": "minimum_norm",
    "exact_downsampling": "exact_resampling",
    "exact_upsampling": "exact_resampling",
    "least_squares_solutions": "minimum_norm",
    "regions_identified_by_composition": "regions_identified",
    "regions_identified_by_depth": "regions_identified",
    "regions_identified_by_layer": "regions_identified",
}
"""Theorems whose module has another name, because it holds several."""


def theorems() -> tuple[str, ...]:
    """Return the names of all theorems.

    >>> "output_padding" in theorems()
    True
    """
    return _THEOREMS


def derive(name: str, **givens: object) -> Derivation:
    """Apply a theorem, named as on the command line (``-`` and ``_`` are the same), to givens.

    Raises SpecError for an unknown theorem, GivenError or ShapeError for a given that it refuses.

    >>> derive("conv-size", size=[32], kernel_size=5, stride=2, padding=0).answer.value
    14
    """
    function = theorem(name)
    known = inspect.signature(function).parameters
    for given in givens:
        if given not in known:
            close = difflib.get_close_matches(given, known, 1)
            hint = f"did you mean {close[0]!r}? " if close else ""
            raise GivenError(
                f"{name} has no given {given!r}",
                remedy=f"{hint}it takes {', '.join(known) or 'none'}",
                given=given,
            )
    missing = [p.name for p in known.values() if p.default is p.empty and p.name not in givens]
    if missing:
        raise GivenError(f"{name} needs the given {missing[0]!r}", remedy=f"add {missing[0]}: ...")
    return function(**givens)


def theorem(name: str) -> Callable[..., Derivation]:
    """Return the function of a theorem; raise SpecError when there is none of that name."""
    key = name.replace("-", "_")
    if key not in _THEOREMS:
        close = difflib.get_close_matches(key, _THEOREMS, 1)
        raise SpecError(
            f"there is no theorem {name!r}",
            remedy=f"did you mean {close[0]!r}?" if close else "see `symconv derive --list`",
        )
    module = import_module(f"symconv.theorems.{_SHARED_MODULES.get(key, key)}")
    function: Callable[..., Derivation] = getattr(module, key)
    return function


def signature(name: str) -> Mapping[str, inspect.Parameter]:
    """Return the givens of a theorem with their annotations and defaults."""
    return inspect.signature(theorem(name)).parameters
