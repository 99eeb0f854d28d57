"""Answers about rectified networks: maps about points, and functions given in pieces."""
