"""Numbers: convolution, pooling, normalisation and their gradients in NumPy alone.

Arrays are ``(N, C, *spatial)``, weights ``(C_out, C_in/groups, *k)``.
"""
