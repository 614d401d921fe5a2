"""One person's browser: signs in by slip or password, keeps its session, does acts over HTTP."""

from __future__ import annotations

import re
import ssl
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.rehearsal.timing import Times, kind_of

TIMEOUT = 120.0  # a machine may be busy, and a list long
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
ALERT = re.compile(r'role="alert".*?<ul>(.*?)</ul>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SHOWN = 500
TRUST = ssl.create_default_context()  # read once: each browser would spend 20 ms on it


class RefusedError(CommandFaultError):
    """The server refused a step."""


class Visitor:
    """A person's session with the server."""

    def __init__(self, base: str, login: str, times: Times | None = None) -> None:
        self.login = login
        self.times = times or Times()
        self.http = httpx.Client(
            base_url=base,
            timeout=TIMEOUT,
            follow_redirects=True,
            headers={"Accept-Language": "zh-hans"},
            verify=TRUST,
            trust_env=False,
        )

    def act(self, name: str, inputs: dict[str, Any]) -> dict[str, Any]:
        """Do an act and return its references. Raises RefusedError with the server's reason."""
        token = self.http.cookies.get("csrftoken") or ""
        began = time.monotonic()
        answer = self._ask(
            "POST", f"/api/acts/{name}", json={"input": inputs}, headers={"X-CSRFToken": token}
        )
        self.times.acts[name].append(time.monotonic() - began)
        told = self._json(answer, name)
        if answer.status_code != httpx.codes.OK:
            fields = "; ".join(f"{one['field']}: {one['reason']}" for one in told["fields"])
            raise RefusedError(f"{self.login} {name}: {told['reason']} {fields}".strip(), code=1)
        result: dict[str, Any] = told["result"]
        return result

    def _json(self, answer: httpx.Response, name: str) -> dict[str, Any]:
        try:
            told: dict[str, Any] = answer.json()
        except ValueError as error:
            message = f"{self.login} {name}: the server answered {answer.status_code}"
            raise RefusedError(message, code=1) from error
        return told

    def page(self, path: str) -> str:
        """The text of a page. Raises RefusedError where it is not shown."""
        return self._get(path).text

    def token(self, path: str) -> str:
        """A token for a live stream or a ballot. Raises RefusedError."""
        told: str = self._get(path).json()["token"]
        return told

    def cast(self, poll: str, token_path: str, answers: dict[str, Any]) -> None:
        """Cast a ballot by the fast way. Raises RefusedError."""
        answer = self._ask(
            "POST",
            f"/ballots/{poll}",
            json={"act": str(uuid4()), "answers": answers},
            headers={"X-Townmoot-Token": self.token(token_path)},
        )
        if answer.status_code != httpx.codes.OK:
            message = f"{self.login}: {answer.status_code} of a ballot: {answer.text[:SHOWN]}"
            raise RefusedError(message, code=1)

    def _get(self, path: str) -> httpx.Response:
        began = time.monotonic()
        answer = self._ask("GET", path)
        self.times.pages[kind_of(path)].append(time.monotonic() - began)
        if answer.status_code != httpx.codes.OK:
            message = f"{self.login} asked for {path}: {answer.status_code}"
            raise RefusedError(message, code=1)
        return answer

    def submit(self, path: str, fields: dict[str, Any], files: Any = None) -> httpx.Response:
        """Fill in the form on a page and send it. Raises RefusedError."""
        return self.send(path, self.page(path), fields, files)

    def send(
        self, path: str, text: str, fields: dict[str, Any], files: Any = None
    ) -> httpx.Response:
        """Send to `path` the form of a page that was shown. Raises RefusedError."""
        found = TOKEN.search(text)
        if found is None:
            raise RefusedError(f"{self.login}: there is no form for {path}", code=1)
        sent = {**fields, "csrfmiddlewaretoken": found.group(1)}
        answer = self._ask("POST", path, data=sent, files=files, follow_redirects=False)
        if answer.status_code not in (httpx.codes.OK, httpx.codes.FOUND, httpx.codes.SEE_OTHER):
            message = f"{self.login} sent {path}: {answer.status_code} {_alert(answer.text)}"
            raise RefusedError(message.rstrip(), code=1)
        return answer

    def take_list(self, kind: str, path: Path) -> None:
        """Choose a list on the page for it, look at the preview, say yes. Raises RefusedError."""
        address = f"/clerk/lists/{kind}/"
        shown = self.submit(address, {}, {"file": (path.name, path.read_bytes())}).text
        hidden = dict(HIDDEN.findall(shown))
        if "upload" not in hidden:
            raise RefusedError(f"{self.login}: {path.name}: {_alert(shown)}", code=1)
        self.send(f"{address}take/", shown, {**hidden, "open_accounts": "on"})

    def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        try:
            return self.http.request(method, path, **more)
        except httpx.HTTPError as error:
            words = f"{self.login} {path}: the server does not answer ({error})"
            raise CommandFaultError(words, code=1) from error

    def close(self) -> None:
        """Close the connection."""
        self.http.close()


def _alert(text: str) -> str:
    """What a page says must be put right."""
    found = ALERT.search(text)
    return " ".join(TAG.sub(" ", found.group(1)).split())[:SHOWN] if found else ""
