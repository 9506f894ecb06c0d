"""The JSON of what is found, as schemas."""

from intlflow.store.search_sources import ALL_KINDS
from tests.house.shapes import REF, TEXT, Schema, many, one_of, table

_SAYS = table(sv=TEXT, en=TEXT)
SEARCH_SCHEMAS: dict[str, tuple[str, Schema]] = {
    "found": (
        "find WORDS --in KEY --json",
        many(
            table(
                municipality=TEXT, kind=one_of(*ALL_KINDS), title=TEXT, excerpt=TEXT,
                ref={**TEXT, "description": "the name or number of what was found"},
                field={**TEXT, "description": "the field that matched best"},
            )
        ),
    ),
    "others": (
        "others REF --json",
        many(
            table(
                municipality=TEXT, ref=REF, title=TEXT, unit=TEXT, unit_name=TEXT, stage=TEXT,
                reasons=many(table(about=TEXT, says=_SAYS)),
            )
        ),
    ),
}  # fmt: skip
