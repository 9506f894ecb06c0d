"""What is chosen for evaluation is a register, with its sheet, its goals and its effects."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0018", "0017", None, None


# Columns after those that all registers have; `!` must be filled, `#` is a number.
REGISTERS = {
    "evaluation": (
        "name! verdict! why_chosen! chosen_by case_ref cooperation# network# results_due effects_from"
        " opened_on results unexpected lives_on lives_on_owner keep_cost keep_cost_currency"
        " value_funding value_competence value_cooperation partnership partnership_why own_hours"
        " economy again not_again will_change spread goals_served recommendation why_refused score"
        " apply_again"
    ),
    "evaluation_goal": "goal! evaluation#! grade! evidence!",
    "evaluation_effect": "effect! evaluation#! months! day! for_whom indicator before after",
}


def upgrade() -> None:
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
