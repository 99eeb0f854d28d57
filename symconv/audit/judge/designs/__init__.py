"""Threshold units and small networks that an answer designs: read, run on every input, mended."""
