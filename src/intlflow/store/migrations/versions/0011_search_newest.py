"""The index of words is asked for the newest that match: titles apart, kinds in it, beginnings ready.

What can be found is made from the other tables, so it is not carried over but read anew.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0011", "0008", None, None

# Titles have an index of their own: in a common one, a word that is in every text and hardly any title
# would be looked up in every text. `prefix`: with these lengths the beginning of a word is looked up;
# without, it is put together from all words that begin so, however few of the cases are wanted.
_IN_SQLITE = (
    "CREATE VIRTUAL TABLE search_{0} USING fts5(place, {0},"
    " content='search_text', content_rowid='id', prefix='2 3 4 5 6 7 8 9 10', detail=column,"
    " tokenize='unicode61 remove_diacritics 0')"
)
_IN_POSTGRES = (
    "ALTER TABLE search_text ADD COLUMN {0}_words tsvector GENERATED ALWAYS AS"
    " (array_to_tsvector(string_to_array(place || ' ' || {0}, ' '))) STORED;"
    "CREATE INDEX search_text_{0} ON search_text USING gin ({0}_words) WITH (fastupdate = off)"
)


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        op.execute("DROP TABLE search_fts")
    op.drop_table("search_text")
    op.execute("DELETE FROM search_seen")
    texts = ("municipality", "kind", "ref", "title", "body", "place", "heading", "said")
    op.create_table(
        "search_text",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("search_text_by_ref", "search_text", ["municipality", "kind", "ref"])
    for column in ("heading", "said"):
        op.execute(_IN_SQLITE.format(column) if sqlite else _IN_POSTGRES.format(column))
