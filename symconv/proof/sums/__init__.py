"""Sums over ranges of symbolic length: equal term by term, or by telescoping."""
