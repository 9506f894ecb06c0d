"""After a commit: tell a running Prefect that there is something to do. Nothing waits for the answer."""

import http.client
from urllib.parse import urlsplit

from intlflow.app import announce
from intlflow.app.house import House
from intlflow.app.record import Moved
from intlflow.store import letters
from intlflow.store.engine import reading


def after_move(house: House, moved: Moved) -> list[str]:
    """Ask for the stage's flow and for the letters to be sent; gives back why not, if not."""
    api = announce.where(house.settings)
    if api is None:
        return []
    troubles: list[str | None] = []
    if moved.stage_run is not None:
        troubles.append(
            announce.nudge_stage(
                api, run_id=moved.stage_run, case_ref=moved.ref, stage=moved.stage, attempt=0
            )
        )
    if not any(troubles):
        troubles.append(after_letters(house, len(moved.letters)))
    return [trouble for trouble in troubles if trouble]


def after_letters(house: House, written: int) -> str | None:
    """Ask for letters that were written to be sent; gives back why not, if not."""
    api = announce.where(house.settings)
    # Without a mail server a run would find nothing to send, and cost 54 KB in Prefect's database.
    if api is None or not written or not house.settings.mail_url:
        return None
    with reading(house.engine) as tx:
        oldest = letters.oldest_fresh(tx)
    return announce.nudge_letters(api, oldest) if oldest else None


def unhealthy(api: str) -> str | None:
    """Why Prefect's API does not answer, or None when it does."""
    address = urlsplit(api)
    try:
        connection = announce.connect(address)
        try:
            connection.request("GET", f"{address.path.rstrip('/')}/health")
            status = connection.getresponse().status
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        return str(error) or type(error).__name__
    return None if status == 200 else f"answered {status}"
