"""An OParl server as a source: its lists page by page, from the one host that was named."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.utils.translation import gettext as _

from townmoot.opendata.enums import Kind
from townmoot.opendata.reading.faults import Faults, Unreadable
from townmoot.opendata.reading.folder import Progress, chosen
from townmoot.opendata.reading.oparl import BODY, Told
from townmoot.opendata.reading.text import parsed
from townmoot.opendata.reading.values import Look, Raw, is_web

TIMEOUT = 30.0
REDIRECTS = 3
LARGEST_PAGE = 64 * 1024 * 1024
LARGEST_WHOLE = 1024 * 1024 * 1024
MOST_SINGLE = 2_000  # things asked for one by one
# Lists of a body: (field, kind, whether OParl 1.0 has it already).
LISTS = (
    ("organization", Kind.ORGANIZATION, True),
    ("person", Kind.PERSON, True),
    ("meeting", Kind.MEETING, True),
    ("paper", Kind.PAPER, True),
    ("membership", Kind.MEMBERSHIP, False),
    ("agendaItem", Kind.ITEM, False),
    ("consultation", Kind.CONSULTATION, False),
    ("file", Kind.FILE, False),
)
_MOVED = (301, 302, 303, 307, 308)


class Missing(Exception):
    """404 or 410."""


class Fetcher:
    """Asks one host (scheme, name and port) for JSON, with bounds on time, size and redirects."""

    def __init__(self, address: str, *, timeout: float = TIMEOUT) -> None:
        if not is_web(address):
            raise Unreadable(_("%(where)s is no web address") % {"where": address})
        self.home = _home(address)
        self.timeout, self.left = timeout, LARGEST_WHOLE
        self._open = urllib.request.build_opener(_StayHere).open

    def allows(self, address: str) -> bool:
        """Whether the address is on the host that was named."""
        return is_web(address) and _home(address) == self.home

    def get(self, address: str) -> bytes:
        """The bytes at an address. Raises Missing, or Unreadable naming what went wrong."""
        for _turn in range(REDIRECTS + 1):
            if not self.allows(address):
                raise Unreadable(
                    _("%(where)s is not on the host that was named") % {"where": address}
                )
            answer, onward = self._once(address)
            if onward is None:
                return answer
            address = urljoin(address, onward)
        raise Unreadable(_("%(where)s leads on too often") % {"where": address})

    def _once(self, address: str) -> tuple[bytes, str | None]:
        request = urllib.request.Request(  # noqa: S310 -- http(s) only: `allows`
            address, headers={"Accept": "application/json", "User-Agent": "townmoot"}
        )
        try:
            with self._open(request, timeout=self.timeout) as answer:
                return self._read(answer, address), None
        except urllib.error.HTTPError as error:
            with error:
                if error.code in _MOVED and error.headers.get("Location"):
                    return b"", str(error.headers["Location"])
                if error.code in {404, 410}:
                    raise Missing(address) from error
                raise Unreadable(_told(address, f"HTTP {error.code}")) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            why = getattr(error, "reason", None) or error
            raise Unreadable(_told(address, why)) from error

    def _read(self, answer: Any, address: str) -> bytes:
        most = min(LARGEST_PAGE, self.left)
        data: bytes = answer.read(most + 1)
        if len(data) > most:
            raise Unreadable(_("%(where)s is too large") % {"where": address})
        self.left -= len(data)
        return data


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Redirects are looked at before they are followed."""

    def redirect_request(self, *_args: Any) -> None:
        return None


def _home(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port


def _told(address: str, why: object) -> str:
    return _("%(where)s does not answer: %(why)s") % {"where": address, "why": why}


class Server:
    """A body on an OParl server; `since` asks also for what was deleted since then."""

    def __init__(
        self,
        address: str,
        faults: Faults,
        progress: Progress,
        *,
        only: str = "",
        since: str = "",
        timeout: float = TIMEOUT,
    ) -> None:
        self.address, self.faults, self.progress = address, faults, progress
        self.only, self.since = only, since
        self.fetcher = Fetcher(address, timeout=timeout)
        self._found: dict[str, Raw | None] = {}

    def stream(self) -> Iterator[Told]:
        """The body, then its lists; then what was deleted since the last import."""
        body = self._body()
        yield BODY, body
        look = Look(body, self.faults)
        for key, kind, always in LISTS:
            for address in self._addresses(look, key, always=always):
                yield from ((kind, raw) for raw in self._entries(address, key))
                yield from self._deleted(kind, address, key)

    def _addresses(self, look: Look, key: str, *, always: bool) -> list[str]:
        """Where a list of the body is."""
        if always and not look.raw.get(key):
            look.fault(key, "no_list")
        return [part for part in look.part(key) if isinstance(part, str)]

    def _deleted(self, kind: Kind, address: str, key: str) -> Iterator[Told]:
        if not self.since:
            return
        mark = "&" if "?" in address else "?"
        later = f"{address}{mark}{urlencode({'modified_since': self.since})}"
        for raw in self._entries(later, key):
            if isinstance(raw, dict) and raw.get("deleted") is True:
                yield kind, raw

    def find(self, address: str) -> Raw | None:
        """A thing by its id, asked for by itself; None where it is not there."""
        if address not in self._found:
            self._found[address] = None
            if self.fetcher.allows(address) and len(self._found) <= MOST_SINGLE:
                self._found[address] = self._single(address)
        return self._found[address]

    def _single(self, address: str) -> Raw | None:
        try:
            found = self._document(address)
        except (Missing, Unreadable):
            return None
        return found if isinstance(found, dict) and found.get("id") else None

    def _document(self, address: str) -> Any:
        return parsed(self.fetcher.get(address), address, self.faults)

    def _body(self) -> Raw:
        """The body: from its own address, a list of bodies, or the system's."""
        found = self._at(self.address)
        if isinstance(found, dict) and Look(found, self.faults).type() == "Body":
            return found
        if not isinstance(found, dict):
            raise Unreadable(_("there is no OParl body here"))
        told = found if "data" in found else found.get("body")
        bodies = [body for body in self._bodies(told) if isinstance(body, dict)]
        return chosen(bodies, self.only)

    def _at(self, address: str) -> Any:
        try:
            return self._document(address)
        except Missing as error:
            raise Unreadable(_told(address, "HTTP 404")) from error

    def _bodies(self, told: Any) -> list[Any]:
        if isinstance(told, str):
            found = self._at(told)
            if isinstance(found, dict) and "data" not in found:
                self.faults.add(told, "", "single_body")
                return [found]
            return list(self._entries(told, BODY, found))
        if isinstance(told, dict) and "data" in told:
            return list(self._entries(self.address, BODY, told))
        each = told if isinstance(told, list) else [told]
        return [self._at(one) if isinstance(one, str) else one for one in each]

    def _entries(self, address: str, key: str, page: Any = None) -> Iterator[Any]:
        """The entries of a list, page by page, however it ends."""
        seen: set[str] = set()
        while address:
            seen.add(address)
            if page is None:
                page = self._page(address)
            entries = page.get("data") if isinstance(page, dict) else page
            if isinstance(entries, dict):
                self.faults.add(address, "data", "not_a_list")
                entries = [entries]
            yield from entries if isinstance(entries, list) else []
            self._tell(page, key, len(seen))
            address = self._next(page, address, seen)
            page = None

    def _page(self, address: str) -> Any:
        try:
            return self._document(address)
        except Missing:
            self.faults.add(address, "", "list_not_found")
            return {}

    def _next(self, page: Any, address: str, seen: set[str]) -> str:
        links = page.get("links") if isinstance(page, dict) else None
        told = links.get("next") if isinstance(links, dict) else None
        if not told or not isinstance(told, str):
            return ""
        onward = urljoin(address, told)
        if onward in seen:
            self.faults.add(address, "links.next", "endless", onward)
            return ""
        if not self.fetcher.allows(onward):
            self.faults.add(address, "links.next", "elsewhere", onward)
            return ""
        return onward

    def _tell(self, page: Any, key: str, done: int) -> None:
        pagination = page.get("pagination") if isinstance(page, dict) else None
        told = pagination.get("totalPages") if isinstance(pagination, dict) else None
        total = told if isinstance(told, int) else done
        self.progress(key, done, max(total, done))
