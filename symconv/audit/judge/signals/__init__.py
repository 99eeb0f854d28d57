"""Answers about signals: given in pieces, as sums, as values at single places."""
