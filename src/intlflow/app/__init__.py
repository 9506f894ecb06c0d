"""What one can do with intlflow: each use-case is one transaction."""
