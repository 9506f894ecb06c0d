"""The rules, as the governing documents give them; standard library only, but for orjson."""
