"""Gradient descent on equations with many solutions: statements in matrices, tried and proved."""
