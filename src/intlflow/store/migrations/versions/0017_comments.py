"""Comments, drafts, filters by name, and who steered which letter; keys go from letters that have left."""

import re

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0017", "0016", None, None

KEY = re.compile(r"(/(?:l|logga-in)/)[A-Za-z0-9_-]{20,}")


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("comment_about", "comment", ["municipality", "kind", "key"])
    op.create_index("comment_number", "comment", ["number"])
    op.create_table(
        "draft",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("draft_by_person", "draft", ["person_id", "kind"])
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("saved_filter_by_person", "saved_filter", ["person_id"])
    op.create_table(
        "letter_steer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("letter_steer_by_letter", "letter_steer", ["letter_id"])
    _blank_keys()


def _blank_keys() -> None:
    """Letters that were sent before hold no keys any more, either."""
    link = op.get_bind()
    found = link.execute(
        sa.text(
            "SELECT letter_id, body, html FROM letter_text JOIN letter ON letter.id = letter_id"
            " WHERE status = 'sent' AND (body LIKE '%/l/%' OR body LIKE '%/logga-in/%')"
        )
    ).fetchall()
    for number, body, html in found:
        link.execute(
            sa.text("UPDATE letter_text SET body = :body, html = :html WHERE letter_id = :id"),
            {"body": KEY.sub(r"\1…", body), "html": KEY.sub(r"\1…", html), "id": number},
        )
