"""Rules of differentiation on expression trees."""
