"""The piece of business that every engine is given: a case in ten steps, made and then moved nine times.

A step is: may this person do this here, the case's new state, one row of history, all on disk.
"""

CREATE = """
CREATE TABLE IF NOT EXISTS the_case (
  id INTEGER PRIMARY KEY, title TEXT NOT NULL, phase TEXT NOT NULL, version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS history (
  case_id INTEGER NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, person TEXT NOT NULL,
  role TEXT NOT NULL, verb TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
  given TEXT NOT NULL, PRIMARY KEY (case_id, seq)) WITHOUT ROWID;
"""
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 15000")

PERSON, ROLE, AT = "sanna@ljungby.example", "coordinator", "2027-03-01T07:00:00.000000Z"
TITLE, GIVEN = "Grönare skolgårdar", '{"reason":"Det saknas tid i år.","wake_on":"2027-09-01"}'
STEPS = 10  # the opening and nine moves
VERBS = tuple("park" if number % 2 == 0 else "wake" for number in range(STEPS - 1))
RULES = {
    ("", "register"): ("idea", frozenset({"coordinator", "contact"})),
    ("idea", "park"): ("parked", frozenset({"coordinator"})),
    ("parked", "wake"): ("idea", frozenset({"coordinator", "contact", "submitter"})),
}

INSERT_CASE = "INSERT INTO the_case (id, title, phase, version) VALUES (?, ?, ?, 1)"
READ_CASE = "SELECT phase, version FROM the_case WHERE id = ?"
MOVE_CASE = "UPDATE the_case SET phase = ?, version = version + 1 WHERE id = ? AND version = ?"
INSERT_HISTORY = "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def guard(phase: str, verb: str, role: str) -> str:
    """Where a step leads.

    Raises:
        PermissionError: not from here, or not this role.
    """
    target, who = RULES.get((phase, verb), ("", frozenset()))
    if role not in who:
        raise PermissionError(verb)
    return target


def history(case_id: int, seq: int, verb: str, source: str, target: str) -> tuple[object, ...]:
    """One row of history."""
    return case_id, seq, AT, PERSON, ROLE, verb, source, target, GIVEN
