"""Counting at the speed of float64 with the certainty of integers."""
