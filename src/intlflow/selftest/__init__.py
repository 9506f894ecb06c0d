"""What intlflow needs in order to try itself out on a machine without a mail server."""
