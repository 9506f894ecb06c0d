"""`intlflow up`: one command that keeps everything running on one machine."""

from intlflow.up.run import run_up

__all__ = ["run_up"]
