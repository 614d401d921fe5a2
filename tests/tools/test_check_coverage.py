"""Coverage that is asked for is missed by name."""

from tools.check_coverage import EXCEPTIONS, FULL, gaps, problems

REPORT = {
    "files": {
        "src/townmoot/record/leaf.py": {"missing_lines": [], "missing_branches": []},
        "src/townmoot/people/models.py": {
            "missing_lines": [4, 7, 8, 9],
            "missing_branches": [[2, 5], [8, 9]],
        },
        "src/townmoot/web/clerk/views.py": {"missing_lines": [1], "missing_branches": []},
    }
}


def test_a_gap_in_a_binding_package_is_named_with_its_lines():
    assert gaps(REPORT) == {"people/models.py": "4, 7-9, 2→5"}


def test_a_gap_elsewhere_is_let_be():
    assert "web/clerk/views.py" not in gaps(REPORT)


def test_a_named_exception_lets_a_file_off():
    assert problems(REPORT, {"people/models.py": "reason"}) == []


def test_an_exception_no_longer_needed_is_named():
    found = problems(REPORT, {"people/models.py": "reason", "record/leaf.py": "reason"})
    assert found == ["record/leaf.py: is covered now; take its exception out"]


def test_the_domain_apps_are_binding():
    assert {"record", "rules", "people", "meetings", "suggestions", "commitments"} <= set(FULL)


def test_the_exceptions_only_shrink():
    assert len(EXCEPTIONS) <= 0
