"""From trees to the index calculus: index forms, terms, hypotheses, whole arrays, cross-checks."""
