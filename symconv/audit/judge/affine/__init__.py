"""Affine forms in the unknowns of an answer, and what linear inequalities imply, exactly."""
