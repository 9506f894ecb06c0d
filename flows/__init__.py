"""Clockwork: flows that Prefect runs, each a handful of steps. They decide nothing."""
