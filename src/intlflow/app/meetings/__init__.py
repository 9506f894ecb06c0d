"""When the municipality's bodies meet, and whether a case can be decided before its deadline."""
