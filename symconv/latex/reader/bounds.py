"""How large a text may be: every bound of the reader in one place.

*Why.* Text comes from anyone. Each bound is checked before or while reading, never after, so that
no input costs more than a fraction of a second; what exceeds one is answered with TooLarge.
"""

MAX_CHARACTERS = 20_000
MAX_TOKENS = 8_000
MAX_DEPTH = 40  # nested brackets and operators; each level takes about ten Python frames
MAX_DIGITS = 60
MAX_EXPONENT = 10_000
MAX_BITS = 40_000  # of the value of a part without symbols
MAX_FACTORIAL = 1_000
MAX_BINOMIAL = 10_000
MAX_CELLS = 4_096
MAX_WORD = 400
MAX_STATEMENTS = 500
MAX_PRIMES = 8
