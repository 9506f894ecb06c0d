"""A letter's words in a table of their own: its row, which sending changes, becomes a tenth as large."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0003", "0002", None, None


def upgrade() -> None:
    op.create_table(
        "letter_text",
        sa.Column("letter_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("letter_id"),
    )
    op.execute("INSERT INTO letter_text SELECT id, subject, body, html FROM letter")
    for column in ("subject", "body", "html"):
        op.drop_column("letter", column)  # in place: making the table anew would break references
