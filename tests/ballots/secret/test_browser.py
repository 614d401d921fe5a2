"""What a browser seals opens on the server, and the vendored library follows the standard."""

from __future__ import annotations

import json
import threading
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.ballots.secret.conftest import PHRASE
from tests.ballots.secret.test_suite import AAD, ENC, INFO, PLAIN, PRIVATE, SEALED
from tests.conftest import ROOT
from townmoot.ballots.secret import keyring, plain, suite
from townmoot.ballots.secret.plain import Inner

pytestmark = pytest.mark.browser
STATIC = ROOT / "src/townmoot/web/floor/static/townmoot"
SEALING = """
    async ([poll, answers]) => {
      const {canSeal, seal, trackingCode} = await import("/js/seal.js");
      const code = trackingCode();
      return {can: canSeal(), code, sealed: await seal(poll, answers, code)};
    }
"""
LONGEST = """
    async (poll) => {
      const {seal} = await import("/js/seal.js");
      return await seal(poll, {q: "x".repeat(poll.length)}, "").catch((error) => error.name);
    }
"""
OPENING = """
    async ([key, enc, info, aad, sealed]) => {
      const hpke = await import("/vendor/hpke-core-1.9.0.js");
      const bytes = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
      const suite = new hpke.CipherSuite({
        kem: new hpke.DhkemP256HkdfSha256(), kdf: new hpke.HkdfSha256(), aead: new hpke.Aes128Gcm(),
      });
      const recipientKey = await suite.kem.importKey("raw", bytes(key), false);
      const given = {recipientKey, enc: bytes(enc), info: bytes(info)};
      const opened = await suite.open(given, bytes(sealed), bytes(aad));
      return new TextDecoder().decode(opened);
    }
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_of: object) -> None:
        """Say nothing."""


@pytest.fixture
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(STATIC)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_browser_seals_as_the_server_does(page, base, seal):
    page.goto(f"{base}/vendor/hpke-core.txt")
    answers = {"q": "for", "names": ["张三", "𬭎"]}
    poll = {"poll": str(seal.poll), "key": seal.public.hex(), "length": seal.length}
    made = page.evaluate(SEALING, [poll, answers])
    assert made["can"]
    envelope = urlsafe_b64decode(made["sealed"] + "==")
    assert suite.fits(seal, envelope)
    found = suite.opened(seal, envelope, keyring.private_key(seal, PHRASE))
    assert plain.unpacked(found) == Inner(answers, made["code"])
    assert len(made["code"]) == 32
    assert page.evaluate(LONGEST, poll) == "RangeError"
    vector = [PRIVATE, ENC, INFO, AAD, SEALED]
    assert page.evaluate(OPENING, vector).encode().hex() == PLAIN


def test_the_vendored_file_names_its_version_and_licence():
    told = (STATIC / "vendor/hpke-core.txt").read_text()
    assert "@hpke/core 1.9.0" in told
    assert told.count("MIT License") >= 3
    package = json.dumps(sorted(path.name for path in (STATIC / "vendor").iterdir()))
    assert "hpke-core-1.9.0.js" in package
