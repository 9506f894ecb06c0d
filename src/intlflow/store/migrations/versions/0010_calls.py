"""Calls and known projects as funders tell them, what was read when, and what was chosen or dismissed."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0010", "0009", None, None


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "call_reading",
        *_numbers("id"),
        *_texts("source", "origin", "at", "sha256", "etag"),
        *_numbers("read", "kept", "new", "changed"),
        *_texts("skipped", "trouble"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("call_reading_by_source", "call_reading", ["source", "id"])
    op.create_table(
        "funding_call",
        *_numbers("id"),
        *_texts("external_id", "family", "title", "url", "call_identifier", "call_title"),
        *_texts("framework", "framework_name", "type_of_action", "opens_at", "deadlines"),
        *_texts("closes_at", "deadline_model", "word", "budget", "currency", "min_grant"),
        *_texts("max_grant", "keywords", "summary", "news", "first_at", "changed_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("external_id"),
    )
    op.create_index("funding_call_by_end", "funding_call", ["closes_at"])
    op.create_index("funding_call_by_family", "funding_call", ["family"])
    op.create_table(
        "call_telling",
        *_numbers("call_id"),
        *_texts("source"),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["funding_call.id"]),
        sa.PrimaryKeyConstraint("call_id", "source"),
    )
    op.create_table(
        "call_moved",
        *_numbers("id", "call_id"),
        *_texts("source", "before", "after", "was", "now", "news", "at"),
        sa.ForeignKeyConstraint(["call_id"], ["funding_call.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("call_moved_by_call", "call_moved", ["call_id"])
    op.create_table(
        "call_choice",
        *_numbers("id"),
        *_texts("municipality"),
        *_numbers("call_id"),
        *_texts("unit", "case_ref", "verdict", "reason"),
        *_numbers("person_id"),
        *_texts("at"),
        sa.ForeignKeyConstraint(["call_id"], ["funding_call.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("call_choice_by_call", "call_choice", ["municipality", "call_id"])
    op.create_table(
        "call_match",
        *_texts("municipality"),
        *_numbers("call_id"),
        *_texts("issue"),
        *_numbers("score"),
        *_texts("reason", "at"),
        sa.ForeignKeyConstraint(["call_id"], ["funding_call.id"]),
        sa.PrimaryKeyConstraint("municipality", "call_id", "issue"),
    )
    op.create_table(
        "known_project",
        *_numbers("id"),
        *_texts("source", "external_id"),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        *_texts("title", "title_en", "acronym", "programme", "partners", "starts_on", "ends_on"),
        *_texts("total", "eu_support", "currency", "eu_rate", "funder_ref", "url", "summary"),
        *_texts("stems", "changed_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("known_project_once", "known_project", ["source", "external_id"], unique=True)
