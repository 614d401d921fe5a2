"""The real council: every count exact, its faults told one by one, a second import silent."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter

import pytest

from tests.conftest import samples_folder
from tests.opendata.councils import founded, receive, take
from townmoot.meetings.models import AgendaItem, Consultation, File, Meeting, Paper
from townmoot.opendata.enums import Format
from townmoot.opendata.models import SourceRow
from townmoot.opendata.reading.faults import Faults
from townmoot.opendata.reading.folder import Folder
from townmoot.opendata.reading.oparl import read_oparl
from townmoot.opendata.reading.popolo import read_popolo
from townmoot.people.models import Membership, Organization, Person

COUNTS = {
    Organization: 22,
    Person: 49,
    Membership: 533,
    Meeting: 346,
    AgendaItem: 5106,
    Paper: 2097,
    Consultation: 2228,
    File: 6947,
}


@pytest.fixture(scope="module")
def dump(tmp_path_factory):
    packed = samples_folder() / "oparl-huertgenwald.tar.zst"
    if not packed.exists() or shutil.which("zstd") is None:
        pytest.skip(f"{packed} or the zstd command is not here")
    folder = tmp_path_factory.mktemp("oparl")
    with subprocess.Popen(["zstd", "-dc", packed], stdout=subprocess.PIPE) as unpacked:
        subprocess.run(["tar", "-x", "-C", folder], stdin=unpacked.stdout, check=True)
    return folder


@pytest.fixture(scope="module")
def council(dump):
    return read_oparl(Folder(dump, Faults(), lambda *_step: None))


def test_the_real_council_is_taken_over_with_exact_counts_and_once(council, db):
    assert Counter(fault.code for fault in council.faults) == {
        "deleted_without_type": 39,
        "unknown_value": 4,
        "short_ags": 1,
        "empty_text": 1,
    }
    body = founded()
    take(body, council)
    assert {model: model.objects.filter(body=body).count() for model in COUNTS} == COUNTS
    assert SourceRow.objects.filter(body=body).count() == sum(COUNTS.values())
    assert Consultation.objects.exclude(item=None).count() == 2155
    assert not Person.objects.exclude(phone="").exists()
    assert not receive(body, council).plan.changes


@pytest.mark.once
@pytest.mark.parametrize(
    ("state", "organizations", "persons"), [("TAS", 33, 263), ("VIC", 96, 670)]
)
def test_rosters_of_two_states_are_read(state, organizations, persons):
    path = samples_folder() / "popolo-au" / f"{state}_local_councillor_popolo.json"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    found = read_popolo(json.loads(path.read_text("utf-8")), path.name, Faults())
    assert Format.POPOLO == "popolo"
    assert found.counts()["organization"] == organizations
    assert found.counts()["person"] == persons
