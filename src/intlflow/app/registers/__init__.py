"""The registers beside the cases: kept in one way, each with what is special about it."""
