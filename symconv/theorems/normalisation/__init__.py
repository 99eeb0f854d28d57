"""Normalisation layers on paper: layout, lines, steps, graph, witness."""
