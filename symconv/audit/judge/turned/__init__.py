"""Statements that a kernel is another one turned: index formulas, arrays, sums over taps."""
