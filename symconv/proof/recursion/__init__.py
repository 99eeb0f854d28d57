"""Sequences that are defined by a recurrence, and sums and products of any length."""
