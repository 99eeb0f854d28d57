"""Exact mathematics that knows no network: windows, floors, index notation, structured matrices."""
