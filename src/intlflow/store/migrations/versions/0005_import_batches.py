"""Lists that were brought in; and a journal whose newest rows may go with the list that wrote them."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0005", "0004", None, None

# A row may go only from the chain's end, and only while the list that wrote it is being taken out.
LAST = (
    "EXISTS (SELECT 1 FROM import_batch b WHERE b.municipality = OLD.municipality"
    " AND b.state = 'undoing' AND OLD.number > b.chain_length"
    " AND OLD.number <= b.chain_length + b.journal_rows)"
    " AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.municipality = OLD.municipality"
    " AND j.number > OLD.number)"
)


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("chain_length", sa.Integer(), nullable=False),
        sa.Column("chain_head", sa.String(), nullable=False),
        sa.Column("chain_end", sa.String(), nullable=False),
        sa.Column("journal_rows", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_import_batch_municipality", "import_batch", ["municipality"])
    op.create_table(
        "import_row",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("cells", sa.String(), nullable=False),
        sa.Column("read", sa.String(), nullable=False),
        sa.Column("marks", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"]),
        sa.PrimaryKeyConstraint("batch_id", "position"),
    )
    op.create_index("ix_import_row_case_id", "import_row", ["case_id"])
    let_the_end_go()


def let_the_end_go() -> None:
    """Replace the guard against taking journal rows away; the others stay."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER journal_stay")
        op.execute(
            f"CREATE TRIGGER journal_stay BEFORE DELETE ON journal WHEN NOT ({LAST})"
            " BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION journal_stays() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF {LAST} THEN RETURN OLD; END IF;"
        " RAISE EXCEPTION 'the journal is never rewritten'; END $$"
    )
    op.execute("DROP TRIGGER journal_stay ON journal")
    op.execute(
        "CREATE TRIGGER journal_stay BEFORE DELETE ON journal"
        " FOR EACH ROW EXECUTE FUNCTION journal_stays()"
    )
