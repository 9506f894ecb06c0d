"""Evaluation: what is chosen and why, the sheet, effects asked for again, and what was learnt before."""
