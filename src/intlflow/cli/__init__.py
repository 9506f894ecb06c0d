"""The command line: each command reads what was typed, calls one use-case, and shows the answer.

Nothing heavy is imported before a command needs it, so that `intlflow --help` answers at once.
"""

import sys

from intlflow.cli.run import run


def main() -> None:
    """The `intlflow` command."""
    sys.exit(run(sys.argv[1:]))
