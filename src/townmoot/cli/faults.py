"""What makes a command stop with a message and an exit code instead of a traceback."""

from __future__ import annotations


class CommandFaultError(Exception):
    """A clear message for whoever typed the command. `code` is 2 for a wrong call or file."""

    def __init__(self, message: str, *, code: int = 2) -> None:
        super().__init__(message)
        self.code = code
