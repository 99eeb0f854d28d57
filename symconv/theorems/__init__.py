"""Named results: each is a function that returns a Derivation."""
