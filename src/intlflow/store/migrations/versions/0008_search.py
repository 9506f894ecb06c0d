"""What can be searched, with each database's own index of words."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0008", "0007", None, None


def upgrade() -> None:
    op.create_table(
        "search_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("exact", sa.String(), nullable=False),
        sa.Column("stems", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("search_text_by_ref", "search_text", ["municipality", "kind", "ref"])
    op.create_table(
        "search_seen",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality", "source"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_fts USING fts5(municipality, exact, stems,"
            " content='search_text', content_rowid='id', prefix='2 3 4', detail=column,"
            " tokenize='unicode61 remove_diacritics 0')"
        )
    else:
        op.execute(
            "CREATE INDEX search_text_words ON search_text USING gin (("
            "setweight(to_tsvector('simple', exact), 'A') ||"
            " setweight(to_tsvector('simple', stems), 'B')))"
        )
