"""How much is worked on at a time: about what the second-level cache holds."""

BLOCK = 1 << 21  # bytes of a block; from 256 KB to 2 MB the optimum is flat
SMALL = 1 << 14  # bytes below which the plainest path wins


def even_run(count: int, most: int) -> int:
    """Return the length of the fewest equal runs of ``count`` items with at most ``most`` each.

    >>> even_run(64, 20)
    16
    """
    return -(-count // -(-count // max(1, most))) if count else 1
