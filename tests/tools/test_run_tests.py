"""The closing line tells the true sums of both runs."""

from pathlib import Path

from tools.run_tests import Counts, read_counts

REPORT = """<?xml version="1.0"?><testsuites><testsuite name="pytest" errors="1" failures="2"
 skipped="3" tests="16" time="1"></testsuite></testsuites>"""


def test_errors_count_as_failed(tmp_path: Path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    assert read_counts(path) == Counts(passed=10, failed=3, skipped=3)


def test_a_run_that_left_no_report_counts_as_a_failure(tmp_path: Path):
    assert read_counts(tmp_path / "absent.xml") == Counts(failed=1)


def test_the_sums_are_of_both_runs():
    both = Counts(10, 0, 1) + Counts(8, 2, 0)
    assert str(both) == "18 passed, 2 failed, 1 skipped"
