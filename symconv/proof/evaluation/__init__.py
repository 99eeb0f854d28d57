"""Exact evaluation of expressions: values, arrays, definitions, sums by their non-zero terms."""
