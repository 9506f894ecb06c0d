"""Readers of files that others have made: nothing is kept here, and nothing is believed unread."""
