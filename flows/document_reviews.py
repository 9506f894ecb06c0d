"""See that governing documents are revised by their last day and strategies followed up in time.

When: 07:01 each day, Swedish time.
Why:  'Revideras senast' on Ljungbys documents; Växjös strategi is followed up 'minst en gång per
      mandatperiod'.
"""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.duty_work import keep
from flows.parameters import About, Day, Municipality
from flows.shared import dated


@flow(name="document-reviews", flow_run_name=dated("Styrdokument"))
async def document_reviews(
    municipality: Municipality = "", about: About = "", day: Day = ""
) -> State[str]:
    """Remind of documents and follow-ups, before their day and after."""
    return await keep("document-reviews", municipality, about, day)
