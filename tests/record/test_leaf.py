"""The leaf format of docs/adr/0001, which can never change."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from townmoot.record import leaf
from townmoot.record.merkle import leaf_hash

VECTORS = json.loads((Path(__file__).parent / "leaf_vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_vectors_of_the_decision_hold(vector):
    private = leaf.canonical(vector["private"])
    commitment = leaf.commit(bytes.fromhex(vector["salt"]), private)
    body, position = UUID(vector["body"]), vector["position"]
    stored = leaf.envelope(body, position, commitment, vector.get("public"))
    assert private.decode() == vector["private_bytes"]
    assert commitment == vector["commitment"]
    assert stored.decode() == vector["envelope"]
    assert leaf_hash(stored).hex() == vector["leaf"]


def test_a_salt_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes, not 3"):
        leaf.commit(b"abc", b"{}")


def test_opened_reads_what_canonical_wrote():
    value = {"b": [1, True, None], "a": "澄汀"}
    assert leaf.opened(leaf.canonical(value).decode()) == value
