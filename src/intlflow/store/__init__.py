"""Where everything is kept: tables, migrations and the only SQL in intlflow."""
