"""Truth tables and the small networks that compute them, or provably cannot."""
