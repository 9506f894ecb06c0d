"""Letters: the words people see, how a letter is written, and how it leaves the house."""
