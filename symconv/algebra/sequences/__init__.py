"""Sequences with closed forms: exponential polynomials, their sums, and convolutions of signals."""
