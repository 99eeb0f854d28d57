"""Piecewise-linear networks: exact regions, exact local maps, counts by name, certificates."""

from symconv.algebra.regions.activation import (
    Activation,
    Maxout,
    absolute,
    hardtanh,
    identity,
    leaky_relu,
    relu,
    relu6,
)
from symconv.algebra.regions.bounds import (
    UpperBound,
    montufar_lower,
    product_upper,
    serra_upper,
    upper_bounds,
    zaslavsky,
)
from symconv.algebra.regions.certificate import certificate
from symconv.algebra.regions.convolution import conv_layer, max_pool_layer
from symconv.algebra.regions.counting import count_activation_regions
from symconv.algebra.regions.counts import RegionCounts, counts
from symconv.algebra.regions.enumerate import enumerate_regions, iter_regions
from symconv.algebra.regions.local_map import LocalMap, local_map
from symconv.algebra.regions.network import DenseLayer, PiecewiseNetwork, named_activation
from symconv.algebra.regions.one_dimension import GlobalForm, global_form
from symconv.algebra.regions.region import Region, pattern_text

__all__ = [
    "Activation",
    "DenseLayer",
    "GlobalForm",
    "LocalMap",
    "Maxout",
    "PiecewiseNetwork",
    "Region",
    "RegionCounts",
    "UpperBound",
    "absolute",
    "certificate",
    "conv_layer",
    "count_activation_regions",
    "counts",
    "enumerate_regions",
    "global_form",
    "hardtanh",
    "identity",
    "iter_regions",
    "leaky_relu",
    "local_map",
    "max_pool_layer",
    "montufar_lower",
    "named_activation",
    "pattern_text",
    "product_upper",
    "relu",
    "relu6",
    "serra_upper",
    "upper_bounds",
    "zaslavsky",
]
