"""intlflow carries a Swedish municipality's international work from idea to evaluated result."""

__version__ = "0.1.0"
