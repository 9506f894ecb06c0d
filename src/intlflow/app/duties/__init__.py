"""What the governing documents promise happens, on its day, without anyone remembering."""
