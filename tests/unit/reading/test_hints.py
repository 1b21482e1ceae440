"""What a beginner types, and what the check says they should type instead."""

from pathlib import Path

import pytest

from records import BODY, front, read, source, story_text
from storywall.model import Story
from storywall.problems import Problem, Severity
from storywall.reading.reference import reference
from storywall.reading.samples import day_meant
from storywall.reading.schema import parse
from storywall.reading.textfile import decode, parse_text

ROOT = Path(__file__).parents[3]


def of(text: str, path: str = "2026/a.md") -> list[Problem]:
    """The problems of one file, its fields read and parsed."""
    found, problems = parse_text(text, path, None, fields_needed=True)
    return problems if found is None else [*problems, *parse(source(path, text))[1]]


def only(text: str, path: str = "2026/a.md") -> Problem:
    """The one problem of a file."""
    (problem,) = of(text, path)
    return problem


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        (
            {"consent": "{heroes: true}"},
            "Add `customer: anonymous`, `named` or `not-involved`: what did they agree to?",
        ),
        (
            {"consent": "{customer: named}"},
            "Ask them; when all have agreed, add `heroes: true`.",
        ),
        ({"told_by": None}, "Add `told_by:` with a person's id, `customer` or `anonymous`."),
        ({"department": "Field Service"}, "Write it as `field-service`."),
        ({"values": "[Own It!]"}, "Write it as `own-it`."),
        ({"kind": "???"}, "Write for example `kind: recovery`."),
        ({"heroes": "john"}, "Write `heroes:` and below it `  - john`."),
        ({"heroes": "john, ana"}, "Write `heroes:` and below it `  - john` and `  - ana`."),
        ({"photo": "jo.jpg"}, "Write `photo:` and below it `  src: jo.jpg` and `  alt: …`."),
        ({"consent": "yes"}, "Write `consent:` and below it `  heroes: …` and `  customer: …`."),
        ({"evidence": "told"}, "Write `evidence:` and below it `  grade: told`."),
        ({"evidence": "the report"}, "Write `evidence:` and below it `  grade: …`."),
        ({"title": "[Gas, water]"}, 'Put quotes round the text: `title: "[Gas, water]"`.'),
        (
            {"title": "{Gas}"},
            "Put quotes round the text: its `{` or colon makes fields of it.",
        ),
    ],
)
def test_a_hint_repeats_the_authors_words_and_invents_no_fact(
    changes: dict[str, str | None], hint: str
) -> None:
    assert only(story_text(**changes)).hint == hint


def test_no_hint_for_a_missing_field_names_a_person_or_an_agreement() -> None:
    for path in ("2026/a.md", "postcards/a.md"):
        hints = " ".join(problem.hint for problem in of("---\nid: a\n---\n", path))
        assert "rita-alvarez" not in hints and "jim-okafor" not in hints
        assert "recovery" not in hints


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12.11.2026", "2026-11-12"),
        ("1.2.2026", "2026-02-01"),
        ("2026-1-5", "2026-01-05"),
        ("2026/01/05", "2026-01-05"),
        ("25/12/2026", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("11/11/2026", "2026-11-11"),
        ("12/11/2026", ""),
        ("31.2.2026", ""),
        ("2026-02-30", ""),
        ("last week", ""),
    ],
)
def test_a_date_is_put_right_when_it_can_mean_one_day(typed: str, day: str) -> None:
    assert day_meant(typed) == day
    hint = only(story_text(date=typed)).hint
    expected = f"Write it as `date: {day}`." if day else "Write for example `date: 2026-11-12`."
    assert hint == expected


@pytest.mark.parametrize(
    ("wrong", "right"), [("sumary", "summary"), ("Title", "title"), ("toldby", "told_by")]
)
def test_a_misspelt_needed_field_is_one_problem_at_its_name(wrong: str, right: str) -> None:
    problem = only(story_text().replace(f"\n{right}:", f"\n{wrong}:"))
    assert (problem.code, problem.severity) == ("misspelt-field", Severity.ERROR)
    assert problem.hint == f"Rename `{wrong}` to `{right}`."
    assert problem.line == story_text().split(f"{right}:")[0].count("\n") + 1


def test_a_misspelt_field_inside_another_is_one_problem_too() -> None:
    problem = only(story_text(consent="{heros: true, customer: named}"))
    assert problem.hint == "Rename `heros` to `heroes`."
    assert problem.column == len("consent: {") + 1


def test_an_unknown_field_is_no_needed_one_that_is_there() -> None:
    assert [p.code for p in of(story_text(sumary="x"))] == ["unknown-field"]


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        ("summary: Ana brought fuse #6 and stayed", 27),
        ("title: fuse #6", 13),
        ("voice:\n  quote: It was\n    warm  # again", 11),
        ("thanks:\n  - text: You are our #1", 23),
        ("heroes:\n  - Ana Ruiz # she", 14),
    ],
)
def test_text_behind_a_number_sign_is_reported(typed: str, column: int) -> None:
    found, problems = parse_text(f"---\n{typed}\n---\n", "2026/a.md", None, fields_needed=True)
    assert found is not None
    line = typed.count("\n") + 2
    assert [(p.code, p.line, p.column) for p in problems] == [("text-lost", line, column)]
    assert problems[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    "typed",
    [
        "# a remark of its own\ntitle: A fuse",
        "title: # to come",
        "title: A fuse#6",
        "title: 'Fuse #6'",
        'title: "Fuse #6" # a remark',
        "summary: |\n  Fuse #6",
        "title: A fuse #",
        "date: 2026-03-02 # a Monday",
        "heroes:\n  - ana-ruiz # the lead",
        "title: A fuse\n# summary: for later",
    ],
)
def test_what_is_no_lost_text(typed: str) -> None:
    text = f"---\n{typed}\n---\n"
    assert parse_text(text, "2026/a.md", None, fields_needed=True)[1] == []


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("title: Mill Lane: a fuse", 'Put quotes round the text: `title: "Mill Lane: a fuse"`.'),
        (
            'title: The "cold" house: a fuse',
            "Put quotes round the text: `title: 'The \"cold\" house: a fuse'`.",
        ),
        ("title: “Mill Lane: a fuse”", 'Put quotes round the text: `title: "Mill Lane: a fuse"`.'),
        (
            "consent:\n\theroes: true",
            "Use the space bar, two spaces for each step, not the Tab key.",
        ),
        (
            "consent:\n\u00a0\u00a0heroes: true",
            "Delete what stands before its first letter and press the space bar instead.",
        ),
        (
            "heroes:\n\u00a0\u00a0- ana",
            "Delete what stands before its first letter and press the space bar instead.",
        ),
        (
            "heroes:\n \u00a0- ana",
            "Delete what stands before its first letter and press the space bar instead.",
        ),
        ("title: A fuse\n———", "Type three hyphens, `---`; your editor made them a dash."),
    ],
)
def test_a_fault_of_yaml_shows_the_line_as_it_should_be(typed: str, hint: str) -> None:
    assert only(f"---\n{typed}\n---\n").hint == hint


def test_a_blank_of_another_kind_before_a_value_does_no_harm() -> None:
    assert of(story_text(title="\u00a0A fuse for a house")) == []


@pytest.mark.parametrize("first", ["———", "----", "–––", "--"])
def test_a_dash_for_the_first_line(first: str) -> None:
    problem = only(story_text().replace("---", first, 1))
    assert (problem.code, problem.line) == ("no-front-matter", 1)
    assert "three hyphens" in problem.hint


def test_a_dash_for_the_second_line() -> None:
    problem = only("---\ntitle: A fuse\n———\n\nThe text.\n")
    assert (problem.code, problem.line) == ("open-front-matter", 3)
    assert "three hyphens" in problem.hint


def test_the_marks_of_a_merge_are_found_in_fields_and_text() -> None:
    marks = "<<<<<<< HEAD\nOne\n=======\nTwo\n>>>>>>> theirs\n"
    for text, line in ((f"---\n{marks}---\n", 2), (story_text(f"\n{marks}"), 12)):
        _, (problem,) = decode(text.encode(), "2026/a.md")
        assert (problem.code, problem.line) == ("merge-conflict", line)
        assert "Keep one" in problem.hint
    assert decode(b"Title\n=======\n\na <<<<<<< b\n", "about.md")[1] == []


POSTCARD = front({"to": "[ana-ruiz]", "from": "Bo", "text": "Thank you.", "date": "2026-03-03"})


@pytest.mark.parametrize(
    ("path", "text", "code", "words"),
    [
        ("2026/a-card.md", POSTCARD, "wrong-folder", "`postcards/`"),
        ("postcards/a-story.md", story_text(), "wrong-folder", "the folder of its year"),
        ("2026/bo.md", front({"name": "Bo", "role": "Fitter"}), "wrong-folder", "`people/`"),
        ("heroes/bo.md", front({"name": "Bo", "role": "Fitter"}), "misplaced-file", "`people/`"),
        ("2026/fuse.md.txt", story_text(), "misplaced-file", "Rename it to `fuse.md`."),
        ("2026/fuse.txt", story_text(), "misplaced-file", "Rename it to `fuse.md`."),
        ("2026/van.heic", "x", "misplaced-file", "Export it as JPEG"),
        ("2026/van.gif", "x", "misplaced-file", "Export it as JPEG"),
        ("2026/van.svg", "x", "misplaced-file", "Export it as JPEG"),
    ],
)
def test_a_file_in_the_wrong_place_is_one_problem_that_names_the_right_one(
    tmp_path: Path, path: str, text: str, code: str, words: str
) -> None:
    (problem,) = read(tmp_path, {path: text}).problems
    assert (problem.path, problem.code) == (path, code)
    assert words in problem.hint


def test_a_file_that_lacks_a_field_is_not_taken_for_another_kind(tmp_path: Path) -> None:
    files = {
        "people/bo.md": front({"name": "Bo"}),
        "2026/a.md": story_text(BODY, title=None),
        "departments/field.md": front({"name": "Field"}),
    }
    assert {p.code for p in read(tmp_path, files).problems} == {"missing-field"}


def test_the_reference_says_what_may_stand_in_a_field_and_where_its_file_lies() -> None:
    text = reference()
    for words in (
        "One of `named`, `anonymous` or `not-involved`.",
        "A list of `wall`, `feeds`, `screens` or `digest`.",
        "One of `told`, `confirmed` or `measured`.",
        "One of `named`, `first-name` or `hidden`.",
        "One of `draft`, `published` or `withdrawn`.",
        "One of `everyday`, `notable` or `extraordinary`.",
        "`stories/2026/rita-crosses-town.md`",
        "`stories/people/rita-alvarez.md`",
    ):
        assert words in text
    lists = [name for name, info in Story.model_fields.items() if "tuple" in str(info.annotation)]
    lines = {
        line.split("`")[1]: line
        for line in text.split("### ")[0].split("\n")
        if "|" in line and "`" in line
    }
    assert all("A list" in lines[name] for name in lists)


def test_the_sample_walls_page_of_fields_is_the_reference() -> None:
    page = ROOT / "stories/help/fields.md"
    assert page.read_text("utf-8") == reference(), "storywall schema --markdown > that file"
    assert "(fields.md)" in (ROOT / "stories/help/how-to-submit.md").read_text("utf-8")
