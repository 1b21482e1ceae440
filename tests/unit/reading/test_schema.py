"""Declared fields become records or problems; the JSON Schema says the same."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from records import BODY, codes, front, source, story_text
from storywall.model import RECORDS, Erased, Person, RecordKind, Story, Withdrawn
from storywall.problems import Severity
from storywall.reading import sources
from storywall.reading.schema import MODEL_VERSION, json_schema, parse, parse_programme, reference
from storywall.reading.sources import Folder
from storywall.reading.textfile import Source, parse_yaml

SAMPLE = Path(__file__).parents[3] / "stories"
WALLS = Path(__file__).parents[2] / "walls"


def story(**changes: str | None) -> tuple[Story | None, list[tuple[str, int]]]:
    record, problems = parse(source("2026/a-fuse.md", story_text(**changes)))
    assert record is None or isinstance(record, Story)
    return record, [(problem.code, problem.line) for problem in problems]


def test_a_sound_story() -> None:
    record, problems = story()
    assert problems == []
    assert record is not None
    assert (record.id, record.path, record.body) == ("a-fuse", "2026/a-fuse.md", BODY)
    assert record.heroes == ("ana-ruiz",)
    assert record.consent is not None
    assert record.consent.heroes is True
    assert {channel.value for channel in record.consent.channels} == {"wall", "feeds", "digest"}


def test_id_keeps_an_id() -> None:
    record, _ = story(id="an-older-name")
    assert record is not None
    assert record.id == "an-older-name"


@pytest.mark.parametrize("id_", ["customer", "page", "training"])
def test_an_id_that_is_the_walls_own(id_: str) -> None:
    assert story(id=id_) == (None, [("reserved-id", 10)])


@pytest.mark.parametrize(
    "field", ["title", "date", "heroes", "summary", "kind", "told_by", "evidence"]
)
@pytest.mark.parametrize("value", [None, "", "~"])
def test_needed_fields(field: str, value: str | None) -> None:
    assert story(**{field: value}) == (
        None,
        [("missing-field", 1 if value is None else mark(field))],
    )


def mark(field: str) -> int:
    return list(re.findall(r"^(\w+):", story_text(), re.MULTILINE)).index(field) + 2


@pytest.mark.parametrize(
    ("field", "length", "code"),
    [
        ("title", 9, "text-short"),
        ("title", 10, None),
        ("title", 70, None),
        ("title", 71, "text-long"),
        ("summary", 59, "text-short"),
        ("summary", 60, None),
        ("summary", 200, None),
        ("summary", 201, "text-long"),
        ("connects", 140, None),
        ("connects", 141, "text-long"),
        ("next_time", 141, "text-long"),
    ],
)
def test_bounds_of_texts(field: str, length: int, code: str | None) -> None:
    record, problems = story(**{field: "x" * length})
    assert [found for found, _ in problems] == ([code] if code else [])
    assert (record is None) == (code == "text-long")


@pytest.mark.parametrize(("words", "fits"), [(40, True), (41, False)])
def test_bounds_in_words(words: int, fits: bool) -> None:
    record, _ = story(voice="{by: A customer, quote: " + " ".join(["word"] * words) + "}")
    assert (record is not None) is fits


def test_at_most_three_practices_and_values() -> None:
    assert story(practices="[a, b, c]", values="[a, b, c]")[0] is not None
    assert story(practices="[a, b, c, d]")[1] == [("too-many", 10)]
    assert story(values="[a, b, c, d]")[1] == [("too-many", 10)]


@pytest.mark.parametrize(
    ("evidence", "sound"),
    [
        ("{grade: told}", True),
        ("{grade: confirmed}", False),
        ("{grade: confirmed, source: The log}", True),
        ("{grade: measured, source: s, metric: m, before: 1, after: 2}", False),
        ("{grade: measured, source: s, metric: m, before: 1, after: 2, period: 2026-q1}", True),
        ("{grade: measured, metric: m, before: 1, after: 2, period: 2026-q1}", False),
    ],
)
def test_evidence(evidence: str, sound: bool) -> None:
    record, problems = story(evidence=evidence)
    assert (record is not None) is sound
    assert problems == ([] if sound else [("evidence-incomplete", 9)])


def test_text_stays_text() -> None:
    given = "{grade: measured, source: no, metric: 010, before: 1.10, after: 12:30, period: 2026}"
    record, _ = story(evidence=given)
    assert record is not None
    found = record.evidence
    assert (found.source, found.metric, found.before, found.after) == ("no", "010", "1.10", "12:30")


def test_unknown_fields_are_told_and_dropped_at_every_depth() -> None:
    record, problems = story(
        pratices="[a]", body="x", path="y", thanks="[{by: ana-ruiz, text: Thank you., bogus: 1}]"
    )
    assert record is not None
    assert (record.path, record.body) == ("2026/a-fuse.md", BODY)
    assert problems == [
        (code, line) for code, line in [("unknown-field", n) for n in (10, 11, 12, 13)]
    ]


def test_a_withdrawn_story_needs_its_status_alone() -> None:
    record, problems = parse(source("2026/a.md", front({"status": "withdrawn"}, "Secret")))
    assert isinstance(record, Withdrawn)
    assert (record.id, record.body, problems) == ("a", "", [])
    record, problems = parse(source("2026/a.md", story_text(status="withdrawn", aliases="[old/]")))
    assert isinstance(record, Withdrawn)
    assert (record.aliases, problems) == (("old/",), [])
    assert "cold house" not in repr(record)


def test_an_erased_person_needs_their_status_alone() -> None:
    record, problems = parse(source("people/jim.md", front({"status": "erased"})))
    assert isinstance(record, Erased)
    assert problems == []
    record, problems = parse(
        source("people/jim.md", front({"status": "erased", "name": "Jim Okafor"}, "Jim was here."))
    )
    assert isinstance(record, Erased)
    assert "Okafor" not in repr(record)
    assert "Jim was" not in repr(record)
    assert codes(problems) == [("people/jim.md", "erased-rest", 3)]


@pytest.mark.parametrize("slip", ["visiblity", "Visibility", "visibilty", "statuss", "Status"])
def test_a_slip_in_a_field_of_privacy_keeps_the_person_out(slip: str) -> None:
    record, problems = parse(
        source("people/jim.md", front({"name": "J", "role": "R", slip: "hidden"}))
    )
    assert record is None
    assert [(p.code, p.severity) for p in problems] == [("unknown-field", Severity.ERROR)]


def test_another_slip_does_not() -> None:
    given = front({"name": "J", "role": "R", "pronoun": "he", "visibility": "hidden"})
    record, problems = parse(source("people/jim.md", given))
    assert isinstance(record, Person)
    assert [(p.code, p.severity) for p in problems] == [("unknown-field", Severity.WARNING)]


def test_an_alias_is_the_only_name_of_a_field() -> None:
    text = front(
        {"to": "[ana]", "sender": "Bo", "text": "Thank you for all.", "date": "2026-01-01"}
    )
    record, problems = parse(source("postcards/2026/a.md", text))
    assert record is None
    assert sorted(problem.code for problem in problems) == ["missing-field", "unknown-field"]


def programme(**files: str) -> tuple[dict[str, Any], list[tuple[str, str, int]]]:
    read = {}
    for name, text in files.items():
        found, problems = parse_yaml(text, f"programme/{name}.yml", list)
        assert found is not None, problems
        read[f"{name}.yml"] = found
    parsed, problems = parse_programme(Folder(Path("/nowhere"), programme=read))
    return parsed, codes(problems)


def test_programme() -> None:
    parsed, problems = programme(
        kinds="""
- {id: a, name: A, description: d}
- {id: a, name: B, description: d}
- {id: page, name: P, description: d}
""",
        values="- {id: v, name: V}\n- just text\n",
        bar="""
- {from: 2026-04-01, notable: [x], extraordinary: [y]}
- {from: 2025-01-01, notable: [x], extraordinary: [y]}
""",
        screens="- {id: lobby, title: L}\n- {id: lobby, title: M}\n",
    )
    assert parsed["kinds"]["a"].name == "A"
    assert [step.since.year for step in parsed["bar"]] == [2025, 2026]
    assert [screen.title for screen in parsed["screens"]] == ["L"]
    assert problems == [
        ("programme/kinds.yml", "duplicate-id", 3),
        ("programme/kinds.yml", "reserved-id", 4),
        ("programme/values.yml", "missing-field", 1),
        ("programme/values.yml", "wrong-shape", 2),
        ("programme/screens.yml", "duplicate-id", 2),
    ]


# --- any data at all

_LEAF = (
    st.none() | st.text(max_size=12) | st.sampled_from(["true", "2026-01-01", "wall", "12", "a"])
)
_DATA = st.recursive(
    _LEAF,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
)


def _named(kind: RecordKind) -> st.SearchStrategy[dict[str, Any]]:
    names = [info.alias or name for name, info in RECORDS[kind].model_fields.items()]
    inner = st.sampled_from(
        ["heroes", "channels", "quote", "src", "focus", "who", "story", "grade"]
    )
    nested = st.dictionaries(inner, _DATA, max_size=4)
    return st.dictionaries(st.sampled_from(names) | st.text(max_size=5), _DATA | nested, max_size=8)


@given(st.data())
def test_any_data_gives_a_record_or_a_problem(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(RecordKind)))
    given = data.draw(_named(kind))
    found = Source(f"{kind}/a-stem.md", kind, given, "body", 3)
    record, problems = parse(found)
    assert record is not None or problems
    for problem in problems:
        assert problem.path == found.path
        assert problem.message
        assert problem.hint, problem


@given(
    st.lists(_DATA, max_size=4),
    st.sampled_from(["kinds.yml", "bar.yml", "screens.yml", "metrics.csv"]),
)
def test_any_programme_gives_no_error(entries: list[Any], name: str) -> None:
    held = Source(f"programme/{name}", None, entries)
    parse_programme(Folder(Path("/nowhere"), programme={name: held}))


@given(st.dictionaries(st.sampled_from(["title", "line", "starts", "expires", "x"]), _DATA))
def test_any_notice_gives_no_error(data: dict[str, Any]) -> None:
    held = Source("programme/notice.md", None, data)
    parse_programme(Folder(Path("/nowhere"), programme={"notice.md": held}))


# --- JSON Schema


@pytest.mark.parametrize("kind", list(RecordKind))
def test_the_schema_is_one_and_carries_the_version(kind: RecordKind) -> None:
    schema = json_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:storywall:model:{MODEL_VERSION}:{kind}"
    assert not {"path", "body"} & schema["properties"].keys()
    assert "internal" not in str(schema)


def _records(folder: Path) -> Iterator[Source]:
    return iter(sources.read(folder)[0].records)


def _without_nothing(data: Any) -> Any:
    return {key: value for key, value in data.items() if value is not None}


@pytest.mark.parametrize("folder", [SAMPLE, WALLS / "minimal/stories"], ids=["sample", "minimal"])
def test_the_schema_takes_every_record_of_a_sound_wall(folder: Path) -> None:
    seen = set()
    for held in _records(folder):
        assert held.kind is not None
        errors = list(Draft202012Validator(json_schema(held.kind)).iter_errors(held.data))
        assert errors == [], held.path
        seen.add(held.kind)
    assert RecordKind.STORY in seen


def test_the_schema_takes_what_an_editors_own_reader_makes_of_a_file() -> None:
    validator = Draft202012Validator(json_schema(RecordKind.DEPARTMENT))
    assert validator.is_valid({"name": "Field", "does": "Keeps warm.", "headcount": 12})
    assert validator.is_valid({"name": "Field", "does": "Keeps warm.", "headcount": "12"})
    assert not validator.is_valid({"name": "Field", "does": "Keeps warm.", "headcount": "a dozen"})
    story = Draft202012Validator(json_schema(RecordKind.STORY))
    sound = source("2026/a.md", story_text()).data
    assert story.is_valid(
        {**sound, "recommends": True, "evidence": {"grade": "told", "before": 41}}
    )
    assert not story.is_valid({**sound, "recommends": "perhaps"})
    assert not story.is_valid({**sound, "kind": "No Id"})
    assert not story.is_valid({**sound, "pratices": []})
    assert not story.is_valid({key: value for key, value in sound.items() if key != "title"})
    assert story.is_valid({"status": "withdrawn"})
    assert Draft202012Validator(json_schema(RecordKind.PERSON)).is_valid({"status": "erased"})
    assert not Draft202012Validator(json_schema(RecordKind.PERSON)).is_valid({"name": "A"})


def test_what_the_schema_refuses_the_parser_reports() -> None:
    for held in _records(WALLS / "broken/stories"):
        assert held.kind is not None
        data = _without_nothing(held.data)
        if not Draft202012Validator(json_schema(held.kind)).is_valid(data):
            assert parse(held)[1], held.path


def test_the_reference_names_every_field() -> None:
    text = reference()
    for declared in RECORDS.values():
        for name, info in declared.model_fields.items():
            assert info.exclude or f"| `{info.alias or name}` |" in text
            assert info.exclude or info.description, (declared, name)
