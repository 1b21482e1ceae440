"""Problems sort, print and weigh."""

import pytest

from storywall import checks, problems
from storywall.problems import RULES, Place, Problem, Rule, Severity, nearest, rule, weigh


@pytest.fixture(autouse=True)
def _own_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "self-told" in RULES, checks  # which declares the rules
    monkeypatch.setattr(problems, "RULES", dict(RULES))


def test_a_rule_is_declared_once() -> None:
    assert rule("test-only", Severity.WARNING, "For a test.") == "test-only"
    assert problems.RULES["test-only"] == Rule("test-only", Severity.WARNING, "For a test.")
    with pytest.raises(ValueError, match="test-only"):
        rule("test-only", Severity.ERROR, "Again.")


def test_a_problem_takes_its_rules_severity_and_prints_as_editors_follow_it() -> None:
    found = Place("2026/a.md", 3, 7, "date").problem("bad-date", "is no day", "Write one.")
    assert str(found) == "2026/a.md:3:7: error[bad-date] is no day"
    assert (found.severity, found.hint, found.field) == (Severity.ERROR, "Write one.", "date")


def test_a_problem_with_a_whole_file_prints_no_line() -> None:
    assert str(Place("a.md").problem("symlink", "a link")) == "a.md: error[symlink] a link"


def test_a_code_that_nobody_declared_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Place("a.md").problem("no-such-rule", "x")


def test_weigh_applies_severities_drops_what_is_off_and_sorts_by_place() -> None:
    given = [
        Place("b.md", 1, 1).problem("bad-date", "x"),
        Place("a.md", 10, 1).problem("self-told", "x"),
        Place("a.md", 9, 1).problem("bad-date", "x"),
        Place("a.md", 9, 1).problem("bad-date", "x"),
    ]
    weighed = weigh(given, {"self-told": Severity.OFF, "bad-date": Severity.SUGGESTION})
    assert [(p.path, p.line, p.severity) for p in weighed] == [
        ("a.md", 9, Severity.SUGGESTION),
        ("b.md", 1, Severity.SUGGESTION),
    ]
    assert weigh(reversed(given), {}) == sorted(set(given))


def test_nearest() -> None:
    known = ["practices", "values", "told_by"]
    assert nearest("pratices", known) == "Did you mean `practices`?"
    assert nearest("Told_By", known) == "Did you mean `told_by`?"
    assert nearest("zzz", known) == ""
    assert nearest("x", []) == ""


def test_every_rule_says_why() -> None:
    for each in RULES.values():
        assert each.why.endswith("."), each
        assert each.severity is not Severity.OFF


def test_problems_are_values() -> None:
    one = Problem("a.md", 1, 1, "yaml", Severity.ERROR, "m")
    assert one == Problem("a.md", 1, 1, "yaml", Severity.ERROR, "m")
    assert len({one, one}) == 1
