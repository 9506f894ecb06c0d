"""Who somebody is, and what they may do: sessions, keys, and the one table of permissions."""
