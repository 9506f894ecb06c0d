"""Lists of people and meetings that can be taken out again; what boards prioritise; motions."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0016", "0014", None, None


# Columns after those that all registers have; `!` must be filled, `#` is a number.
REGISTERS = {
    "board_issue": "name! kind! year! document! section body part_of# area carried_from# note",
    "issue_link": "why! issue#! case_ref call",
}


def upgrade() -> None:
    op.create_table(
        "list_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("wrote", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_list_batch_municipality", "list_batch", ["municipality"])
    op.add_column("decision", sa.Column("motion", sa.String(), nullable=False, server_default=""))
    for table, columns in REGISTERS.items():
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("municipality", sa.String(), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False),
            sa.Column("unit", sa.String(), nullable=False),
            sa.Column("valid_from", sa.String(), nullable=False),
            sa.Column("valid_to", sa.String(), nullable=True),
            sa.Column("withdrawn", sa.Boolean(), nullable=False),
            sa.Column("reason", sa.String(), nullable=False),
            sa.Column("person_id", sa.Integer(), nullable=True),
            sa.Column("at", sa.String(), nullable=False),
            *(_column(name) for name in columns.split()),
            sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
            sa.PrimaryKeyConstraint("id"),
            sa.UniqueConstraint("municipality", "number", "version"),
        )


def _column(written: str) -> sa.Column[int] | sa.Column[str]:
    name, empty = written.strip("#!"), "!" not in written
    if "#" in written:
        return sa.Column(name, sa.Integer(), nullable=empty)
    return sa.Column(name, sa.String(), nullable=empty)
