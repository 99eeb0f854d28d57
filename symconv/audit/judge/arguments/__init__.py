"""Proofs that no weights give a table: their lines are linear conditions, and are decided."""
