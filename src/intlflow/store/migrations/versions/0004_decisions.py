"""What political bodies decide: the decisions of a case, and what happens to each afterwards."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0004", "0003", None, None

_TEXTS = (
    *("subject", "act", "body", "body_name", "day", "section", "outcome", "method", "text"),
    *("delegate", "not_taking_part", "extract_to", "report_to", "at"),
)


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _TEXTS),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    _take_over()
    op.create_index("decision_by_case", "decision", ["case_id"])
    op.create_index("decision_by_day", "decision", ["municipality", "day"])
    op.create_table(
        "decision_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("decision_event_by_decision", "decision_event", ["decision_id"])


# What cases had been given as decisions before these tables, by the fact's name: the body's part.
_GIVEN = {
    "financing_decision": ("own_financing", "decides"),
    "committee_decision": ("twin_town", "prepares"),
    "board_decision": ("twin_town", "prepares"),
    "council_decision": ("twin_town", "decides"),
    "adoption": ("policy", "decides"),
}


def _take_over() -> None:
    """Write down the decisions that stand in the journal, so that no case has to be decided again."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT municipality, case_id, seq, given, at FROM journal ORDER BY case_id, seq")
    )
    found = [row for each in rows for row in _decisions(*each)]
    if found:
        columns = ("municipality", "case_id", "seq", *_TEXTS)
        table = sa.table("decision", *(sa.column(name) for name in columns))
        op.bulk_insert(table, found)


def _decisions(
    municipality: str, case_id: int, seq: int, given: str, at: str
) -> list[dict[str, Any]]:
    """The decisions that one journal row was given; words that have been erased give none."""
    try:
        facts = json.loads(given)
    except ValueError:
        return []
    return [
        dict.fromkeys(_TEXTS, "")
        | {
            "municipality": municipality,
            "case_id": case_id,
            "seq": seq,
            "subject": subject,
            "act": act,
            "body": facts[fact]["body"],
            "body_name": facts[fact]["body"],
            "day": facts[fact]["date"],
            "section": facts[fact]["section"],
            "outcome": facts[fact]["outcome"],
            "at": at,
        }
        for fact, (subject, act) in _GIVEN.items()
        if fact in facts
    ]
