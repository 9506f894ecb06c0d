"""The command line: each command reads what was typed, calls one use-case, and shows the answer.

Nothing heavy is imported before a command needs it, so that `intlflow --help` answers at once.
"""

import sys

from intlflow.cli.run import run


def main() -> None:
    """The `intlflow` command."""
    # What has been done is told, even on a terminal that lacks an arrow or an å.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))
