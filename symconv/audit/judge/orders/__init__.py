"""Reorderings: which element of one array is which of another, compared element by element."""
