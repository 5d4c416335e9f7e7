"""Order only: which task comes after which."""
