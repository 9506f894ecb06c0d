"""What is asked of everything is answered from an index: the newest that match words, the sums of a year.

Both are made from the other tables, so what can be found is not carried over but read anew.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0012", "0011", None, None

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
    _search()
    _years()


def _search() -> None:
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


def _years() -> None:
    keys = ("what", "currencies", "outcome", "unit", "programme")
    amounts = ("applied", "granted", "own", "total")
    op.create_table(
        "year_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in keys),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in amounts),
        sa.Column("lasts", sa.Boolean(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("year_line_sums", "year_line", ["year", "municipality", *keys, *amounts])
    op.create_index("year_line_by_case", "year_line", ["case_id"])
    op.create_table(
        "year_sum",
        sa.Column("year", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("municipality", *keys[:3])),
        sa.Column("number", sa.Integer(), nullable=False),
        *(
            sa.Column(f"{name}{told}", sa.BigInteger(), nullable=not told)
            for name in amounts
            for told in ("", "_known")
        ),
        sa.PrimaryKeyConstraint("year", "municipality", *keys[:3]),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "year_seen",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality"),
    )
