"""What the papers say: taken from the register, put in words, with every gap named."""
