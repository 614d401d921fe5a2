"""A town's own authority: what it signs is trusted, and it can sign for little."""

from __future__ import annotations

import json
import ssl
import stat
import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from townmoot.cli import tls_command
from townmoot.cli.authority import NAMELESS, loaded, make_authority, make_server, vouches_for
from townmoot.cli.main import main

pytestmark = pytest.mark.once
HOSTS = ["192.168.5.10", "moot.local"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TOWNMOOT_DATA", str(tmp_path))
    return tmp_path / "tls"


def tls(capsys, *words):
    code = main(["tls", *words, "--json"])
    told = capsys.readouterr()
    return code, json.loads(told.out), told.err


def shaken(trusted, chain, key, host):
    """Whether a client that trusts the authority takes the server's certificate for the host."""
    client = ssl.create_default_context(cafile=str(trusted))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, key)
    pipes = [ssl.MemoryBIO() for _ in range(2)]
    ends = [
        client.wrap_bio(pipes[0], pipes[1], server_hostname=host),
        server.wrap_bio(pipes[1], pipes[0], server_side=True),
    ]
    while ends:
        for end in list(ends):
            try:
                end.do_handshake()
                ends.remove(end)
            except ssl.SSLWantReadError:
                pass
    return True


def test_phones_that_trust_the_town_trust_its_server(folder, capsys):
    code, told, _ = tls(capsys, *HOSTS, "--name", "澄汀镇")
    assert (code, told["authority_is_new"], told["hosts"]) == (0, True, HOSTS)
    for host in HOSTS:
        assert shaken(folder / "ca.pem", folder / "server.pem", folder / "server.key", host)
    with pytest.raises(ssl.SSLCertVerificationError):
        shaken(folder / "ca.pem", folder / "server.pem", folder / "server.key", "192.168.5.11")


def test_a_server_without_any_name_is_trusted_by_its_address(folder, capsys):
    tls(capsys, "127.0.0.1")
    assert shaken(folder / "ca.pem", folder / "server.pem", folder / "server.key", "127.0.0.1")


def test_keys_are_for_their_owner_alone(folder, capsys):
    tls(capsys, *HOSTS)
    for name in ("ca.key", "server.key"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert sorted(path.suffix for path in folder.iterdir()) == [".key", ".key", ".pem", ".pem"]


def test_the_same_authority_signs_again(folder, capsys):
    _, first, _ = tls(capsys, *HOSTS)
    before = (folder / "server.pem").read_bytes()
    code, second, _ = tls(capsys, "10.0.0.7", "deep.moot.local")
    assert (code, second["authority_is_new"]) == (0, False)
    assert second["fingerprint"] == first["fingerprint"]
    assert (folder / "server.pem").read_bytes() != before
    assert shaken(folder / "ca.pem", folder / "server.pem", folder / "server.key", "10.0.0.7")


@pytest.mark.parametrize("host", ["8.8.8.8", "example.org", "notmoot.local", "2001:db8::1"])
def test_it_may_not_vouch_for_others(folder, capsys, host):
    tls(capsys, *HOSTS)
    before = (folder / "server.pem").read_bytes()
    code, _, said = tls(capsys, host)
    assert code == 2
    assert f"may not vouch for {host}" in said
    assert (folder / "server.pem").read_bytes() == before


@pytest.mark.parametrize("host", ["8.8.8.8", "example.org"])
def test_who_stole_its_key_can_pose_as_no_other_site(tmp_path, host):
    now = datetime.now(UTC)
    authority = make_authority("镇", ["192.168.5.10"], now)
    stolen = make_server(authority, [host], now)
    for name, content in {
        "ca": authority.certificate_pem,
        "chain": stolen.certificate_pem,
        "key": stolen.key_pem,
    }.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        shaken(tmp_path / "ca", tmp_path / "chain", tmp_path / "key", host)


def test_an_authority_of_addresses_alone_may_vouch_for_no_name():
    made = make_authority("镇", ["8.8.8.8"], datetime.now(UTC)).certificate
    assert vouches_for(made, "8.8.8.8")
    assert vouches_for(made, "fd00::1")
    assert not vouches_for(made, "8.8.4.4")
    assert not vouches_for(made, "example.org")
    assert vouches_for(made, NAMELESS)


def test_certificates_last_as_long_as_browsers_take_them():
    now = datetime.now(UTC)
    authority = make_authority("x" * 90, HOSTS, now)
    made = make_server(authority, HOSTS, now).certificate
    life = made.not_valid_after_utc - made.not_valid_before_utc
    assert timedelta(days=396) < life < timedelta(days=398)
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["moot.local"]
    assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == ["192.168.5.10"]


@pytest.mark.parametrize("name", ["ca.pem", "ca.key"])
def test_a_broken_authority_is_named_and_nothing_is_made(folder, capsys, name):
    tls(capsys, *HOSTS)
    (folder / "server.pem").unlink()
    (folder / name).write_text("broken")
    code, _, said = tls(capsys, *HOSTS)
    assert (code, (folder / "server.pem").exists()) == (2, False)
    assert f"the authority in {folder} cannot be used" in said


def test_a_key_of_another_authority_does_not_fit():
    now = datetime.now(UTC)
    one, other = make_authority("a", HOSTS, now), make_authority("b", HOSTS, now)
    with pytest.raises(ValueError, match="do not belong together"):
        loaded(one.certificate_pem, other.key_pem)


def test_a_folder_that_cannot_be_made_is_named(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    code, _, said = tls(capsys, *HOSTS, "--folder", str(tmp_path / "file" / "tls"))
    assert code == 2
    assert "cannot be written" in said


def test_a_host_that_is_none_is_refused(folder, capsys):
    code, _, said = tls(capsys, "a" * 70 + ".local")
    assert code == 2
    assert "no host has such a name" in said


def test_the_authority_is_handed_out_and_nothing_else(folder, capsys, monkeypatch):
    asked = {}

    class Once(tls_command.ThreadingHTTPServer):
        def serve_forever(self, poll_interval=0.05):
            worker = threading.Thread(target=super().serve_forever, args=[poll_interval])
            worker.start()
            for path in ("/", "/townmoot-ca.crt", "/ca.key"):
                try:
                    url = f"http://127.0.0.1:{self.server_port}{path}"
                    with urllib.request.urlopen(url, timeout=5) as answer:
                        asked[path] = answer.read()
                except urllib.error.HTTPError as error:
                    asked[path] = error.code
                    error.close()
            self.shutdown()
            worker.join()

    monkeypatch.setattr(tls_command, "ThreadingHTTPServer", Once)
    assert main(["tls", *HOSTS, "--name", "<b>镇", "--share", "0"]) == 0
    told = capsys.readouterr().out
    assert "hand out: http://192.168.5.10:" in told
    assert "█" in told or "▄" in told  # the QR
    assert asked["/townmoot-ca.crt"] == (folder / "ca.pem").read_bytes()
    assert asked["/ca.key"] == 404
    page = asked["/"].decode()
    assert "&lt;b&gt;镇" in page
    assert told.partition("SHA-256: ")[2].split()[0] in page


def test_a_port_that_is_taken_is_named(folder, capsys):
    import socket

    with socket.socket() as held:
        held.bind(("0.0.0.0", 0))
        held.listen()
        code, _, said = tls(capsys, *HOSTS, "--share", str(held.getsockname()[1]))
    assert code == 2
    assert "cannot be had" in said
