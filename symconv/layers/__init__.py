"""One class per layer type, each a list of facts, and networks of them."""

from symconv.layers.conv import Conv
from symconv.layers.conv_transpose import ConvTranspose
from symconv.layers.layer import Example, Layer
from symconv.layers.linear_map import LinearMap

__all__ = ["Conv", "ConvTranspose", "Example", "Layer", "LinearMap"]
