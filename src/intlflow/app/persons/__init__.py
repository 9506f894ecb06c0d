"""What a person can ask of the data about them: to see it, and to be taken out of it."""
