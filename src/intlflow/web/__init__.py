"""The pages where the coordinator works and everyone else answers."""
