"""Is everything as it should be? One finding per thing that can go wrong, with its cure."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from intlflow import clock
from intlflow.app import after, announce
from intlflow.app.duties import clockwatch, ground, showing
from intlflow.app.house import House, NotReady, is_demo, open_house, pack_folders
from intlflow.app.own_letters import check_everything
from intlflow.app.persons import sweep
from intlflow.app.registers import attaching
from intlflow.app.situation import local_day
from intlflow.app.stages import LAST_TICK
from intlflow.domain.facts import LOCAL
from intlflow.settings import BadSetting, Settings
from intlflow.store import duties, letters, meta, stage_runs
from intlflow.store.engine import reading
from intlflow.store.instants import instant, stamp
from intlflow.store.migrate import newest, version

State = Literal["ok", "note", "bad"]

SILENCE = timedelta(hours=2)  # after which a clock that should tick every hour counts as dead
_CURE = "stop `intlflow up`, start it again, and read logs/runner.log if it stays so"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: State
    said: str


def examine(settings: Settings) -> list[Finding]:
    """Look at everything and go on after each trouble."""
    findings = [_packs(settings), _mail(settings)]
    try:
        house = open_house(settings)
    except (NotReady, BadSetting) as error:
        return [*findings, Finding("database", "bad", str(error))]
    except Exception as error:  # noqa: BLE001 - whatever it is, the doctor says it rather than fall over
        return [*findings, Finding("database", "bad", f"{type(error).__name__}: {error}")]
    try:
        checks: tuple[Callable[[House], Finding], ...] = (
            _database,
            _file_mode,
            _files,
            _erased,
            _clock,
            _outbox,
            _stages,
            _duties,
            _prefect,
        )
        return findings + [_safely(check, house) for check in checks]
    finally:
        house.close()


def _safely(check: Callable[[House], Finding], house: House) -> Finding:
    try:
        return check(house)
    except Exception as error:  # noqa: BLE001 - one broken part must not hide the others
        name = check.__name__.strip("_").replace("_", " ")
        return Finding(name, "bad", f"{type(error).__name__}: {error}")


def _packs(settings: Settings) -> Finding:
    try:
        folders = pack_folders(settings)
    except BadSetting as no:
        return Finding("packs", "bad", str(no))
    problems = check_everything(folders)
    if problems:
        number = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        return Finding("packs", "bad", f"{number}; first: {problems[0]}")
    return Finding("packs", "ok", ", ".join(sorted(folders)))


def _erased(house: House) -> Finding:
    """Nobody who was erased is back, and nothing that was taken away waits in the files."""
    back = sweep.come_back(house)
    if back:
        key, number = back[0]
        said = (
            f"{len(back)} erased people are named again, since a backup was put back; "
            f"run `intlflow person erase {number} --in {key} --as ADDRESS`"
        )
        return Finding("erased people", "bad", said)
    if sweep.is_due(house):
        said = "what was taken away may still stand in the files; run `intlflow person sweep`"
        return Finding("erased people", "note", said)
    return Finding("erased people", "ok", "no name has come back")


def _mail(settings: Settings) -> Finding:
    if settings.mail_url is None:
        said = "no mail server; letters wait in the outbox. Set INTLFLOW_MAIL_URL to send them"
        return Finding("mail", "note", said)
    from intlflow.letters.plugin import parse_mail_url

    try:
        server = parse_mail_url(settings.mail_url)
    except ValueError as error:
        return Finding("mail", "bad", f"INTLFLOW_MAIL_URL: {error}")
    return Finding("mail", "ok", f"{server.host}:{server.port}")


def _database(house: House) -> Finding:
    found, wanted = version(house.engine), newest()
    kind = house.engine.dialect.name
    if found != wanted:
        said = f"{kind} has version {found}, wanted {wanted}; run `intlflow init`"
        return Finding("database", "bad", said)
    if kind == "sqlite":
        with reading(house.engine) as tx:
            verdict = tx.one("PRAGMA quick_check")
        if verdict != ("ok",):
            said = f"damaged: {verdict}; restore a backup with `intlflow restore`"
            return Finding("database", "bad", said)
    return Finding("database", "ok", f"{kind}, version {found}, {house.settings.data}")


def _file_mode(house: House) -> Finding:
    file = house.settings.sqlite_file
    if file is None:
        return Finding("file mode", "ok", "not a file")
    mode = stat.S_IMODE(os.stat(file).st_mode)
    if mode & 0o077:
        return Finding("file mode", "bad", f"others can read {file}; run chmod 600 on it")
    return Finding("file mode", "ok", f"{mode:o}")


def _files(house: House) -> Finding:
    wrong = list(attaching.damaged(house))
    if wrong:
        said = f"{len(wrong)} of the files that are kept; first: {wrong[0]}"
        return Finding(
            "files", "bad", f"{said}; `intlflow restore` fetches them from beside a backup"
        )
    kept = attaching.how_many(house)
    return Finding("files", "ok", f"{kept} kept, each as it was" if kept else "none kept yet")


def _clock(house: House) -> Finding:
    if not is_demo(house):
        said = "real time"
        if house.settings.clock:
            said += "; INTLFLOW_CLOCK is ignored: this folder has no demo register"
        return Finding("clock", "note" if house.settings.clock else "ok", said)
    now = _shown(clock.now())
    if house.settings.clock:
        return Finding("clock", "note", f"pretending that it is {now} (INTLFLOW_CLOCK)")
    return Finding("clock", "ok", f"real time, {now}; demo register")


def _outbox(house: House) -> Finding:
    with reading(house.engine) as tx:
        counts = letters.counts(tx)
    said = ", ".join(f"{number} {status}" for status, number in counts.items()) or "empty"
    if counts.get("failed") or counts.get("held"):
        said += "; see `intlflow letters list --status failed` and `--status held`"
        return Finding("outbox", "note", said)
    return Finding("outbox", "ok", said)


def _stages(house: House) -> Finding:
    with reading(house.engine) as tx:
        due = stage_runs.due(tx, stamp(clock.now()))
        tick = meta.get(tx, LAST_TICK)
    said = f"{len(due)} stage flows are due"
    if tick is None:
        return Finding("stages", "note" if due else "ok", f"{said}; never looked through")
    last, runs = instant(tick), announce.where(house.settings) is not None
    said += f"; last look-through {_shown(last)}"
    if runs and clock.now() - last > SILENCE:
        return Finding("stages", "bad", f"{said}, though it is made every hour: {_CURE}")
    return Finding("stages", "note" if due else "ok", said)


def _duties(house: House) -> Finding:
    if why := clockwatch.doubted(house):
        return Finding("duties", "bad", why)
    day = local_day(clock.now())
    with reading(house.engine) as tx:
        known = ground.load(house, tx, day)
        late = showing.overdue(known, day)
        week_ago = stamp(clock.now() - timedelta(days=7))
        skipped = sum(row[5] == "skipped" for row in duties.steps_since(tx, week_ago))
    said = f"{len(late)} overdue; see `intlflow duty list --overdue`" if late else "none overdue"
    if skipped:
        said += f"; {skipped} reminders were found too late this week and not sent"
    return Finding("duties", "note" if late or skipped else "ok", said)


def _shown(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M}"


def _prefect(house: House) -> Finding:
    api = announce.where(house.settings)
    if api is None:
        return Finding(
            "prefect", "note", "not running; `intlflow up` starts it. Moves work without"
        )
    trouble = after.unhealthy(api)
    if trouble:
        return Finding("prefect", "bad", f"{api} does not answer ({trouble}); run `intlflow up`")
    return Finding("prefect", "ok", api)
