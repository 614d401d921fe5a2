"""The tree of RFC 6962."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townmoot.record.merkle import EMPTY_ROOT, Frontier, leaf_hash, node_hash, root_of

# Test vectors of the Certificate Transparency reference (RFC 6962 leaves, roots of sizes 1 to 8).
INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference_vectors(size):
    leaves = [leaf_hash(bytes.fromhex(text)) for text in INPUTS[:size]]
    assert root_of(leaves) == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert root_of([]) == EMPTY_ROOT == sha256(b"").hexdigest()


def definition(leaves):
    """RFC 6962, 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(definition(leaves[:split]), definition(leaves[split:]))


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70))
def test_the_frontier_gives_the_root_of_the_definition(values):
    leaves = [leaf_hash(value) for value in values]
    assert root_of(leaves) == definition(leaves).hex()


@given(st.lists(st.binary(max_size=4), max_size=40), st.binary(max_size=4))
def test_a_stored_frontier_goes_on_as_if_never_stored(values, more):
    frontier = Frontier()
    for value in values:
        frontier.append(leaf_hash(value))
    again = Frontier.loads(frontier.size, frontier.dumps())
    for one in (frontier, again):
        one.append(leaf_hash(more))
    assert again == frontier
