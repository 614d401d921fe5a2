"""How commands speak: lines for people or one JSON object for machines; progress on stderr."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any

TICK = 0.2


@dataclass
class Out:
    """Where a command's words go. With `as_json`, only the final object reaches stdout."""

    as_json: bool = False
    told: dict[str, Any] = field(default_factory=dict)
    _last: float = 0.0

    def say(self, text: str = "") -> None:
        """A line for people."""
        if not self.as_json:
            print(text, flush=True)

    def tell(self, **facts: Any) -> None:
        """Facts for the JSON object."""
        self.told.update(facts)

    def problem(self, text: str) -> None:
        """A line about what went wrong, on stderr."""
        print(text, file=sys.stderr, flush=True)
        self.told.setdefault("problems", []).append(text)

    def progress(self, what: str, done: int, total: int) -> None:
        """A count that overwrites itself on a terminal, and is a line now and then elsewhere."""
        moment = time.monotonic()
        terminal = sys.stderr.isatty()
        if done < total and moment - self._last < (TICK if terminal else TICK * 25):
            return
        self._last = moment
        end = "\r" if terminal and done < total else "\n"
        print(f"  {what}: {done}/{total}", end=end, file=sys.stderr, flush=True)

    def close(self, code: int) -> None:
        """Print the JSON object, where one was asked for."""
        if self.as_json:
            print(json.dumps({"exit": code, **self.told}, ensure_ascii=False, default=str))
