"""Twice a year, ask each contact person to raise international questions in their management team.

When: 07:00 each day, Swedish time; what is due is known by the ledger, so most days nothing happens.
Why:  Ljungbys verksamhetsplan § 4: kontaktpersonerna talk about international questions 'minst två
      gånger per år'.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.duty_work import keep
from flows.parameters import About, Day, Municipality
from flows.shared import dated


@flow(name="ledningsgrupp-reminders", flow_run_name=dated("Ledningsgrupp"))
async def ledningsgrupp_reminders(
    municipality: Municipality = "", about: About = "", day: Day = ""
) -> State[str]:
    """Plan the reminders of the talks that each unit owes."""
    return await keep("ledningsgrupp-reminders", municipality, about, day)
