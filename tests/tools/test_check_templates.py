"""A template that no test rendered in both languages is named."""

import json
from pathlib import Path

from tools.check_templates import SRC, never, read

PAGE = SRC / "web" / "ground" / "templates" / "page.html"


def test_a_template_rendered_in_one_language_only_is_named(tmp_path: Path):
    (tmp_path / "a.json").write_text(json.dumps([[str(PAGE), "en"]]))
    found = never([PAGE], read(tmp_path))
    assert found == ["web/ground/templates/page.html: never rendered in zh"]


def test_what_two_processes_rendered_counts_together(tmp_path: Path):
    (tmp_path / "a.json").write_text(json.dumps([[str(PAGE), "en"]]))
    (tmp_path / "b.json").write_text(json.dumps([[str(PAGE), "zh"]]))
    assert never([PAGE], read(tmp_path)) == []
