"""Functions of an integer n: what they are far out, whether two of them agree for every n."""
