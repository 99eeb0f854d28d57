"""Derivations, verdicts, and the procedures that decide a step."""
