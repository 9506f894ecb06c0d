"""The registers: partners, cooperations, networks, activities, journeys, groups, tags, resources, files.

The list of networks becomes a register like the others; its rows keep their numbers.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0006", "0005", None, None

# Columns after those that all have; `!` must be filled, `#` is a number, `@` a person.
TABLES = {
    "partner": "name! country! kind! pic org_no aliases note",
    "cooperation": "name! kind! partner# case_ref areas agreement agreed_on review_on owner@ worth",
    "membership": (
        "name! abbreviation member_since fee fee_currency renewal_on owner@ benefit"
    ),
    "activity": (
        "purpose! kind! day! last_day organisation countries partner# network# cooperation# case_ref"
        " forms staff# partner_staff# others# young# hours cost cost_currency shared learned"
    ),
    "trip": (
        "purpose! why_not_digital! day! last_day travellers#! activity# network# case_ref cost"
        " cost_currency compensated_on compensation receipt"
    ),
    "trip_leg": "stretch! trip#! mode! km#! travellers#! grams! factor! kg!",
    "group_": "name! purpose! meets decision owner@",
    "group_member": "part! circle#! person@!",
    "group_meeting": "place! circle#! day! time! status! minutes",
    "group_point": (
        "what! circle#! kind! day! meeting# owner@ due_on done_on outcome case_ref"
    ),
    "case_tag": "word! case_ref! about! day! note",
    "case_resource": "purpose! case_ref! year! stage! hours amount amount_currency",
    "attachment": "file! about! sha256! size#! media! secrecy note",
}  # fmt: skip


def upgrade() -> None:
    for table, columns in TABLES.items():
        own = columns.split()
        people = ["person_id", *(name.strip("@!") for name in own if "@" in name)]
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
            *(_column(name) for name in own),
            *(sa.ForeignKeyConstraint([name], ["person.id"]) for name in people),
            sa.PrimaryKeyConstraint("id"),
            sa.UniqueConstraint("municipality", "number", "version"),
        )
    op.execute(
        "INSERT INTO membership (municipality, number, version, unit, valid_from, withdrawn, reason,"
        " at, name, abbreviation, member_since)"
        " SELECT municipality, id, 1, '', '1900-01-01', false, '', '1900-01-01T00:00:00.000000Z',"
        " name, NULLIF(abbreviation, ''), NULLIF(member_since, '') FROM network"
    )
    op.drop_table("network")


def _column(written: str) -> sa.Column[int] | sa.Column[str]:
    number = "#" in written or "@" in written
    name, empty = written.strip("#@!"), "!" not in written
    if number:
        return sa.Column(name, sa.Integer(), nullable=empty)
    return sa.Column(name, sa.String(), nullable=empty)
