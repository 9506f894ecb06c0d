"""Readers of files that others have made: nothing is kept here, and nothing is believed unread."""

"""Readers of outside files: spreadsheets and lists as others keep them. No database, no letters."""
