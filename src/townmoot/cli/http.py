"""HTTP as httptools reads it, with a bound on what stands before a request's body."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_LIMIT = 64 * 1024


class HeadTooLargeError(Exception):
    """Raised inside the parser, which turns it into its own error."""


class BoundedHttpProtocol(HttpToolsProtocol):
    """Answers 400 and hangs up where address and headers exceed HEAD_LIMIT bytes.

    httptools itself has no bound: it would gather the headers of one request without end.
    """

    _read = 0  # bytes of a head that is not whole yet
    _taken = 0  # bytes of the headers found in it
    _in_head = True
    _whole = True  # between two requests, as the parser sees it

    @property
    def idle(self) -> bool:
        """Whether it stands between two requests: the last one read and answered to its end."""
        answered = self.begun and self.cycle.response_complete
        return self._whole and answered and not self.pipeline

    @property
    def begun(self) -> bool:
        """Whether a whole head was read on this connection."""
        return self.cycle is not None

    def leave(self) -> None:
        """Let go of the connection, which goes on without it: no clock of ours may close it."""
        self._unset_keepalive_if_required()
        self.connections.discard(self)
        self.parser = None  # type: ignore[assignment] # as uvicorn does when one is lost

    def data_received(self, data: bytes) -> None:
        """Read on; what belongs to no finished header yet counts as it comes."""
        super().data_received(data)
        self._read = self._read + len(data) if self._in_head else 0
        if self._read > HEAD_LIMIT and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def on_message_begin(self) -> None:
        """Count anew for the next request of the connection."""
        super().on_message_begin()
        self._in_head, self._read, self._taken = True, 0, 0
        self._whole = False

    def on_message_complete(self) -> None:
        """The body is read to its end."""
        super().on_message_complete()
        self._whole = True

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header. Raises HeadTooLargeError, to the parser, where it is one too many."""
        super().on_header(name, value)
        self._taken += len(name) + len(value)
        if self._taken + len(self.url) > HEAD_LIMIT:
            raise HeadTooLargeError

    def on_headers_complete(self) -> None:
        """The head is whole; a body has a bound of its own (settings)."""
        self._in_head = False
        super().on_headers_complete()
