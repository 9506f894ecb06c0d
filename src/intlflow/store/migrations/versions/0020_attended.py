"""Who was at a group's meeting, as the coordinator ticked it; a later saving goes before an earlier one."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0020", "0019", None, None


def upgrade() -> None:
    op.create_table(
        "attended",
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("meeting", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["undone_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("municipality", "meeting", "version", "person_id"),
    )
