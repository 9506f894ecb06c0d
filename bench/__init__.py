"""Measurements of intlflow beside its peers, both sides in one run."""
