"""Derive, prove, check and typeset the mathematics of convolutional networks."""

__version__ = "0.1.0"
