"""LaTeX out and in: one presentation tree, its writers, its strict reader, its meaning."""
