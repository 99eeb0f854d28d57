"""The mistakes that explain wrong answers: a table of them, and the search for one that fits."""
