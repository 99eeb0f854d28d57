"""One class per layer type, each a list of facts, and networks of them."""
