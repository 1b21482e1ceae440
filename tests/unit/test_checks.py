"""Rules over the whole wall: what each reports, where, and what it lets pass."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import BASE, BODY, TODAY, codes, front, read, story_text
from storywall import checks
from storywall.checks.names import _looks_like_a_name
from storywall.model import Wall
from storywall.problems import Problem, Severity

ZOFIA = front(
    {
        "name": "Zofia Krawczyk",
        "role": "Fitter",
        "visibility": "hidden",
        "also_known_as": "[Zosia Nowak]",
        "short_name": "Zof",
    }
)
YUSUF = front(
    {"name": "Yusuf Demir", "role": "Fitter", "visibility": "first-name", "short_name": "Yusuf"}
)
PRIVATE = {
    "people/zofia-krawczyk.md": ZOFIA,
    "people/yusuf-demir.md": YUSUF,
    "people/jim-okafor-2.md": front({"status": "erased"}),
    "people/colleague-2025-03.md": front({"status": "erased"}),
}


def run(
    root: Path,
    files: Mapping[str, str | bytes],
    severities: dict[str, Severity] | None = None,
    today: date = TODAY,
) -> tuple[Wall, list[Problem]]:
    return checks.check(read(root, files), today, severities or {})


def of(root: Path, body: str = BODY, /, **changes: str | None) -> list[tuple[str, int]]:
    """Code and line of the problems of one story."""
    _, problems = run(root, {"2026/a.md": story_text(body, **changes)})
    return [(p.code, p.line) for p in problems]


def test_a_sound_story_has_no_problem(tmp_path: Path) -> None:
    assert of(tmp_path) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"told_by": "ana-ruiz"}, "self-told"),
        ({"heroes": "[nobody]"}, "unknown-hero"),
        ({"helped_by": "[nobody]"}, "unknown-person"),
        ({"told_by": "nobody"}, "unknown-person"),
        ({"relay": "[{who: nobody, did: It all}]"}, "unknown-person"),
        ({"thanks": "[{by: nobody, text: Thank you}]"}, "unknown-person"),
        ({"kind": "nothing"}, "unknown-id"),
        ({"department": "nothing"}, "unknown-id"),
        ({"practices": "[nothing]"}, "unknown-id"),
        ({"values": "[nothing]"}, "unknown-id"),
        ({"translation_of": "nothing"}, "unknown-id"),
        ({"photo": "{src: no.jpg, alt: None}"}, "missing-picture"),
        ({"consent": None}, "consent-missing"),
        ({"consent": "{heroes: false, customer: not-involved}"}, "consent-heroes"),
        ({"consent": "{heroes: true, customer: not-involved, until: 2026-11-21}"}, "consent-ended"),
        ({"consent": "{heroes: true, customer: named}"}, "voice-missing"),
        ({"channels": "[wall, screens]"}, "channels-wider"),
        ({"channels": "[digest]"}, "channels-need-wall"),
        ({"review_by": "2026-11-21"}, "review-due"),
        ({"lang": "deutsch"}, "unknown-language"),
        ({"allow": "[{code: self-tolled, reason: Because}]"}, "unknown-rule"),
        ({"allow": "[{code: hidden-name, reason: Because}]"}, "unknown-rule"),
        ({"aliases": "[../x]"}, "bad-alias"),
    ],
)
def test_each_rule(tmp_path: Path, changes: dict[str, str | None], code: str) -> None:
    assert code in [found for found, _ in of(tmp_path, **changes)]


@pytest.mark.parametrize(
    "changes",
    [
        {"heroes": "[ana-ruiz, Somebody Else]", "told_by": "ana-ruiz"},
        {"heroes": "[Bo from the shop]"},
        {"told_by": "anonymous"},
        {"helped_by": "[Two Passers-by]"},
        {"consent": "{heroes: true, customer: not-involved, until: 2026-11-22}"},
        {"review_by": "2026-11-22"},
        {"channels": "[wall]"},
        {"lang": "pt-BR"},
        {"lang": "zh-Hant-TW"},
        {"aliases": "[old/, /stories/old-name/, old.html]"},
        {"status": "draft", "consent": None, "voice": "{quote: It is warm., by: A customer}"},
    ],
)
def test_what_is_no_problem(tmp_path: Path, changes: dict[str, str | None]) -> None:
    assert of(tmp_path, **changes) == []


@pytest.mark.parametrize(("words", "right"), [(119, False), (120, True), (600, True), (601, False)])
def test_length_of_the_body(tmp_path: Path, words: int, right: bool) -> None:
    assert of(tmp_path, " ".join(["word"] * words)) == ([] if right else [("body-length", 11)])


def test_mentions_of_broken_files_are_no_misspellings(tmp_path: Path) -> None:
    wall, problems = run(
        tmp_path,
        {
            "2026/a.md": story_text(
                heroes="[bytes, fieldless, Nameless, nights]", department="dep", practices="[prac]"
            ),
            "people/bytes.md": b"\xff",
            "people/fieldless.md": front({"role": "R"}),
            "people/Nameless.md": front({"name": "N", "role": "R"}),
            "teams/nights.md": "no fence",
            "departments/dep.md": front({"name": "D"}),
            "practices/prac.md": b"\xff",
        },
    )
    assert "2026/a.md" not in {p.path for p in problems}
    assert "a" in wall.stories


def test_an_id_of_its_own_hides_the_stem(tmp_path: Path) -> None:
    wall, problems = run(
        tmp_path,
        {
            "people/new-file.md": front({"name": "N", "role": "R", "id": "old-id"}),
            "2026/a.md": story_text(heroes="[old-id]"),
            "2026/b.md": story_text(heroes="[new-file]"),
        },
    )
    assert [(p.path, p.code) for p in problems] == [("2026/b.md", "unknown-hero")]
    assert set(wall.stories) == {"a"}


def test_a_figure_names_its_metric(tmp_path: Path) -> None:
    _, problems = run(
        tmp_path,
        {"programme/metrics.csv": "metric,period,value,n,source\nfuzes,2026-q1,1,1,The depot\n"},
    )
    assert codes(problems) == [("programme/metrics.csv", "unknown-id", 2)]


def test_a_picture_is_found_beside_the_file(tmp_path: Path) -> None:
    photo = "{src: house.jpg, alt: A house}"
    files: dict[str, str | bytes] = {"2026/a.md": story_text(photo=photo), "2026/house.jpg": b"x"}
    assert run(tmp_path, files)[1] == []


def test_a_chain_of_translations(tmp_path: Path) -> None:
    _, problems = run(
        tmp_path,
        {
            "2026/a.md": story_text(),
            "2026/b.md": story_text(lang="de", translation_of="a"),
            "2026/c.md": story_text(lang="fr", translation_of="b"),
        },
    )
    assert [(p.path, p.code) for p in problems] == [("2026/c.md", "translation-chain")]
    assert "`a`" in problems[0].hint


# --- names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Then Zofia Krawczyk came.", "hidden-name"),
        ("Then ZOFIA KRAWCZYK’s van came.", "hidden-name"),
        ("Then zofia krawczyk came.", "hidden-name"),
        ("Then Zofia\nKrawczyk came.", "hidden-name"),
        ("Then **Zofia** _Krawczyk_ came.", "hidden-name"),
        ("Then Zofia&nbsp;Krawczyk came.", "hidden-name"),
        ("Then Zofía Kráwczyk came.", "hidden-name"),
        ("Then Zofi\u0301a Krawczyk came.", "hidden-name"),
        ("See [her](../people/zofia-krawczyk.md).", "hidden-name"),
        ("Then Zosia Nowak came.", "hidden-name"),
        ("Then Zof came.", "hidden-name"),
        ("Then Yusuf Demir came.", "hidden-name"),
        ("Then Jim Okafor came.", "hidden-name"),
        ("Then Mr Demir came.", "hidden-surname"),
        ("Then Mrs Krawczyk came.", "hidden-surname"),
        ("Then Yusuf came.", None),
        ("Then Zofia came.", None),
        ("A demir is not a name here.", None),
        ("Krawczykowa is another.", None),
        ("A colleague, 2025.", None),
        ("Then Jim Okaforson came.", None),
    ],
)
def test_names_in_a_body(tmp_path: Path, text: str, code: str | None) -> None:
    _, problems = run(tmp_path, {**PRIVATE, "2026/a.md": story_text(f"{BODY}\n{text}\n")})
    assert [(p.code, p.line) for p in problems] == ([(code, 16)] if code else [])
    if code:
        assert text.split("\n", maxsplit=1)[0][problems[0].column - 1].lower() in "zyjdk"


@pytest.mark.parametrize(
    "path",
    [
        "2026/a.md",
        "teams/t.md",
        "practices/p.md",
        "programme/values.yml",
        "help/how.md",
        "people/b.md",
    ],
)
def test_names_in_any_file(tmp_path: Path, path: str) -> None:
    text = {
        "2026/a.md": story_text(title="What Zofia Krawczyk did"),
        "teams/t.md": front({"name": "As Zofia Krawczyk"}),
        "programme/values.yml": "- id: v\n  name: V\n  description: Be as Zofia Krawczyk\n",
        "help/how.md": "Ask Zofia Krawczyk.\n",
        "people/b.md": front({"name": "B", "role": "Zofia Krawczyk’s deputy"}),
    }.get(path, front({"name": "As Zofia Krawczyk", "summary": "A thing."}))
    _, problems = run(tmp_path, {**PRIVATE, path: text})
    assert [(p.path, p.code) for p in problems] == [(path, "hidden-name")]


def test_their_own_file_may_say_who_they_are_but_not_what_is_shown(tmp_path: Path) -> None:
    assert run(tmp_path, PRIVATE)[1] == []
    shown = front(
        {
            "name": "Yusuf Demir",
            "role": "Fitter",
            "visibility": "first-name",
            "short_name": "Yusuf",
            "photo": "{src: yusuf-demir.jpg, alt: Yusuf Demir at work}",
        }
    )
    wall, problems = run(
        tmp_path, {**PRIVATE, "people/yusuf-demir.md": shown, "people/yusuf-demir.jpg": b"x"}
    )
    assert [(p.path, p.code) for p in problems] == [("people/yusuf-demir.md", "hidden-name")]
    assert "yusuf-demir" in wall.private


def test_ids_in_fields_are_not_names(tmp_path: Path) -> None:
    text = story_text(heroes="[zofia-krawczyk, yusuf-demir]", helped_by="[jim-okafor-2]")
    assert run(tmp_path, {**PRIVATE, "2026/a.md": text})[1] == []


def test_a_name_that_somebody_else_bears_openly_may_be_said(tmp_path: Path) -> None:
    others: dict[str, str | bytes] = {
        "people/jan-krawczyk.md": front({"name": "Jan Krawczyk", "role": "R"}),
        "people/zof-b.md": front({"name": "Zofia B", "role": "R", "short_name": "Zof"}),
        "2026/a.md": story_text(f"{BODY}\n\nMr Krawczyk and Zof.\n"),
    }
    assert run(tmp_path, {**PRIVATE, **others})[1] == []


def test_names_in_scripts_without_blanks(tmp_path: Path) -> None:
    hidden = front({"name": "田中 望", "role": "R", "visibility": "hidden"})
    files = {
        "people/t.md": hidden,
        "2026/a.md": story_text(f"{BODY}\n\n昨日は田中望さんが来た。\n"),
    }
    assert [p.code for p in run(tmp_path, files)[1]] == ["hidden-name"]


@pytest.mark.parametrize("stem", ["zofia-krawczyk", "how-zofia-krawczyk-came", "to-jim-okafor-2"])
def test_names_in_file_names(tmp_path: Path, stem: str) -> None:
    _, problems = run(tmp_path, {**PRIVATE, f"2026/{stem}.md": story_text()})
    assert codes(problems) == [(f"2026/{stem}.md", "hidden-name", 0)]


@given(st.text(max_size=80))
def test_any_text_beside_private_people(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    root = tmp_path_factory.mktemp("wall")
    (root / "people").mkdir()
    run(root, {**PRIVATE, "help/how.md": text.encode("utf-8", "ignore")})


def test_letters_that_change_their_length_do_not_confuse(tmp_path: Path) -> None:
    files = {**PRIVATE, "help/how.md": "İSTANBUL ſſ ﬃ ß\nİİ Zofia Krawczyk\n"}
    (problem,) = run(tmp_path, files)[1]
    assert (problem.line, problem.column) == (2, 4)


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("Margaret Ashworth", True),
        ("Mrs Ashworth", True),
        ("Zoë Müller", True),
        ("J. R. Ashworth", True),
        ("Margaret A.", True),
        ("Dr. Who", True),
        ("A customer in Upper Fenn", False),
        ("A tenant of Mill Lane", False),
        ("The baker", False),
        ("", False),
    ],
)
def test_what_looks_like_a_name(by: str, name: bool) -> None:
    assert _looks_like_a_name(by) is name


def test_voice_by_matters_only_with_an_anonymous_customer(tmp_path: Path) -> None:
    voice = "{quote: It is warm., by: Margaret Ashworth}"
    for customer, found in (("anonymous", ["voice-name"]), ("named", [])):
        consent = f"{{heroes: true, customer: {customer}}}"
        assert [c for c, _ in of(tmp_path, consent=consent, voice=voice)] == found


# --- weighing


def test_errors_take_the_file_off_and_its_person_becomes_private(tmp_path: Path) -> None:
    wall, _ = run(
        tmp_path,
        {
            **PRIVATE,
            "2026/a.md": story_text(heroes="[nobody]"),
            "2026/b.md": story_text(told_by="ana-ruiz"),
            "people/cleo.md": front({"name": "Cleo", "role": "Boss of Zofia Krawczyk"}),
        },
    )
    assert set(wall.stories) == {"b"}
    assert "cleo" in wall.private
    assert "cleo" not in wall.people


def test_missing_consent_leaves_the_story_for_the_gate(tmp_path: Path) -> None:
    wall, problems = run(tmp_path, {"2026/a.md": story_text(consent=None)})
    assert "a" in wall.stories
    assert problems[0].severity is Severity.ERROR


def test_a_walls_own_severities(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2026/a.md": story_text(told_by="ana-ruiz")}
    assert run(tmp_path, files, {"self-told": Severity.OFF})[1] == []
    wall, _ = run(tmp_path, files, {"self-told": Severity.ERROR})
    assert not wall.stories
    _, problems = run(tmp_path, files, {"self-tolled": Severity.OFF})
    assert ("mkdocs.yml", "unknown-rule", 0) in codes(problems)


def test_an_allowance_silences_one_problem_visibly(tmp_path: Path) -> None:
    text = story_text(
        told_by="ana-ruiz", allow="[{code: self-told, reason: Nobody else was there.}]"
    )
    _, (problem,) = run(tmp_path, {"2026/a.md": text})
    assert (problem.code, problem.severity) == ("self-told", Severity.SUGGESTION)
    assert "Nobody else was there." in problem.message


@pytest.mark.parametrize("code", ["consent-missing", "consent-heroes", "hidden-name"])
def test_consent_and_privacy_cannot_be_allowed(tmp_path: Path, code: str) -> None:
    given: dict[str, dict[str, str | None]] = {
        "consent-missing": {"consent": None, "status": "published"},
        "consent-heroes": {"consent": "{heroes: false, customer: not-involved}"},
        "hidden-name": {"title": "What Zofia Krawczyk did"},
    }
    text = story_text(allow=f"[{{code: {code}, reason: In a hurry.}}]", **given[code])
    _, problems = run(tmp_path, {**PRIVATE, "2026/a.md": text})
    weighed = {problem.code: problem.severity for problem in problems}
    assert weighed[code] is Severity.ERROR
    assert weighed["unknown-rule"] is Severity.WARNING


def test_checks_are_the_same_in_any_order_of_files(tmp_path: Path) -> None:
    files = {**BASE, **PRIVATE, "2026/a.md": story_text(kind="nothing"), "2026/b.md": "x"}
    first = run(tmp_path / "one", dict(files))[1]
    assert first == run(tmp_path / "two", dict(reversed(files.items())))[1]


# --- what the hints say


def hints(root: Path, files: Mapping[str, str | bytes]) -> list[tuple[str, str]]:
    """Code and hint of every problem."""
    return [(problem.code, problem.hint) for problem in run(root, files)[1]]


def test_a_hint_for_missing_consent_asks_what_the_customer_agreed_to(tmp_path: Path) -> None:
    ((_, hint),) = [
        pair
        for pair in hints(tmp_path, {"2026/a.md": story_text(consent=None)})
        if pair[0] == "consent-missing"
    ]
    assert "`anonymous`, `named` or `not-involved`" in hint
    assert "customer: anonymous" not in hint


TERMS = "".join(f"- id: {id_}\n  name: A\n  description: A.\n" for id_ in ("care", "pluck"))


@pytest.mark.parametrize(
    ("id_", "hint"),
    [
        ("cares", "Did you mean `care`? There are `care` and `pluck`."),
        ("honesty", "There are `care` and `pluck`. Add it to `programme/values.yml`."),
    ],
)
def test_a_hint_lists_which_values_there_are(tmp_path: Path, id_: str, hint: str) -> None:
    files = {"2026/a.md": story_text(values=f"[{id_}]"), "programme/values.yml": TERMS}
    assert hints(tmp_path, files) == [("unknown-id", hint)]


def test_a_hint_lists_which_practices_and_departments_there_are(tmp_path: Path) -> None:
    practice = front({"name": "P", "summary": "S"})
    files = {
        "2026/a.md": story_text(practices="[other]", department="else"),
        **{f"practices/way-{n:02}.md": practice for n in range(14)},
        "departments/field.md": front({"name": "F", "does": "D"}),
    }
    found = [hint for _, hint in hints(tmp_path, files)]
    assert "There is only `field`. Add `departments/else.md`." in found
    (ways,) = [hint for hint in found if "way-00" in hint]
    assert ways.endswith("`way-11` and 2 more. Add `practices/other.md`.")


@pytest.mark.parametrize(
    "broken", [b"\xff", "kindness: x\n", "- id: kindness\n  name: Kindness\n", "- id: [\n"]
)
def test_a_broken_list_of_values_is_told_once(tmp_path: Path, broken: str | bytes) -> None:
    files = {
        "programme/values.yml": broken,
        "2026/a.md": story_text(values="[kindness]"),
        "2026/b.md": story_text(values="[kindness]"),
    }
    assert [p.path for p in run(tmp_path, files)[1]] == ["programme/values.yml"]


def test_a_list_of_values_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    files = {f"2026/{name}.md": story_text(values="[kindness, pluck]") for name in "abc"}
    (problem,) = run(tmp_path, files)[1]
    assert "`programme/values.yml` is missing" in problem.message
    assert "Add `programme/values.yml`" in problem.hint


def test_a_hero_whom_nobody_knows_can_be_added_or_named(tmp_path: Path) -> None:
    ((_, hint),) = hints(tmp_path, {"2026/a.md": story_text(heroes="[john-smith]")})
    assert hint.endswith(
        "/people/john-smith.md` with `name:` and `role:`, "
        "or write the name as it is spoken: `John Smith`."
    )


@pytest.mark.parametrize("typed", ["Ana Ruiz", "Ana-Ruiz", "ana ruiz", "ANA_RUIZ"])
def test_a_name_whose_id_there_is(tmp_path: Path, typed: str) -> None:
    _, problems = run(tmp_path, {"2026/a.md": story_text(heroes=f"[{typed}]")})
    assert [(p.code, p.severity) for p in problems] == [("hero-id", Severity.SUGGESTION)]
    assert problems[0].hint == "Did you mean the id `ana-ruiz`?"


def test_a_name_that_may_not_be_said_gets_no_id(tmp_path: Path) -> None:
    files = {**PRIVATE, "2026/a.md": story_text(heroes="[Zofia Krawczyk, Bo Berg]")}
    assert "hero-id" not in {p.code for p in run(tmp_path, files)[1]}


@pytest.mark.parametrize("src", ["van.HEIC", "van.gif", "van.svg"])
def test_a_picture_of_another_format_is_told_once_where_it_is_named(
    tmp_path: Path, src: str
) -> None:
    files = {f"2026/{src}": "x", "2026/a.md": story_text(photo=f"{{src: {src}, alt: A van}}")}
    wall, (problem,) = run(tmp_path, files)
    assert (problem.path, problem.code, problem.line) == ("2026/a.md", "missing-picture", 10)
    assert "Export it as JPEG" in problem.hint and "`src: van.jpg`" in problem.hint
    assert getattr(wall.stories["a"], "photo", "none") is None


def test_a_photo_that_is_not_there_is_not_looked_for_again(tmp_path: Path) -> None:
    wall, problems = run(tmp_path, {"2026/a.md": story_text(photo="{src: no.jpg, alt: A van}")})
    assert [(p.code, p.line) for p in problems] == [("missing-picture", 10)]
    assert getattr(wall.stories["a"], "photo", "none") is None


def test_a_link_in_a_pictures_place_is_told_once(tmp_path: Path) -> None:
    files = {"2026/a.md": story_text(photo="{src: link.jpg, alt: A van}"), "2026/van.jpg": "x"}
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026/link.jpg").symlink_to("van.jpg")
    assert [p.code for p in run(tmp_path, files)[1]] == ["symlink"]


NAMES = ("Situation", "What they did", "What changed", "What we can repeat")
WHOLE = "".join(f"## {name}\n\n{'It was cold. ' * 14}\n\n" for name in NAMES)


def headings(root: Path, body: str, **changes: str | None) -> list[tuple[int, str]]:
    """Line and hint of what is wrong with the headings of one story."""
    reading = replace(read(root, {"2026/a.md": story_text(body, **changes)}), sections=NAMES)
    problems = checks.check(reading, TODAY, {})[1]
    return [(p.line, p.hint) for p in problems if p.code == "section-missing"]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("##Situation", 11),
        ("# Situation", 11),
        ("### Situation", 11),
        ("**Situation**", 11),
        ("Situation:", 11),
    ],
)
def test_a_heading_that_is_none_is_put_right(tmp_path: Path, typed: str, line: int) -> None:
    ((found, hint),) = headings(tmp_path, WHOLE.replace("## Situation", typed))
    assert found == line
    assert hint.startswith("Write it as `## Situation`")


def test_a_section_that_is_missing_is_named(tmp_path: Path) -> None:
    ((line, hint),) = headings(tmp_path, WHOLE.replace("## What changed", ""))
    assert (line, hint) == (
        11,
        "Write `## What changed` on a line of its own above the words that belong there.",
    )
    ((_, hint),) = headings(tmp_path, "It was cold.\n")
    assert "`## Situation`, `## What they did`" in hint


@pytest.mark.parametrize(
    "body",
    [
        WHOLE,
        WHOLE.upper(),
        WHOLE.replace("## Situation", "Situation\n---------"),
        WHOLE.replace("## Situation", "##  Situation ##"),
    ],
)
def test_headings_that_are_right(tmp_path: Path, body: str) -> None:
    assert headings(tmp_path, body) == []


def test_a_heading_in_code_is_none(tmp_path: Path) -> None:
    fenced = WHOLE.replace("## Situation", "```\n## Situation\n```")
    assert [line for line, _ in headings(tmp_path, fenced)] == [11]


def test_a_translation_has_headings_of_its_own(tmp_path: Path) -> None:
    assert headings(tmp_path, "Es war kalt.\n", lang="de", translation_of="b") == []


# --- names that others bear, and names in addresses


def test_a_name_that_another_bears_openly_is_a_warning_to_allow(tmp_path: Path) -> None:
    jim = front({"name": "Jim Okafor", "role": "R"})
    files: dict[str, str | bytes] = {
        **PRIVATE,  # with an erased `jim-okafor-2`
        "people/jim-okafor.md": jim + "\nJim Okafor is a fitter.\n",
        "people/jo.md": front({"name": "Jim Okafor", "role": "R", "visibility": "hidden"}),
        "people/jim-okafor-smith.md": front({"name": "Jim Okafor Smith", "role": "R"}),
        "2026/a.md": story_text(f"{BODY}\nJim Okafor came.\n"),
        "2026/b.md": story_text(f"{BODY}\nJim Okafor Smith came.\n"),
        "2026/jim-okafor-came.md": story_text(),
    }
    wall, problems = run(tmp_path, files)
    assert codes(problems) == [
        ("2026/a.md", "hidden-surname", 16),
        ("2026/jim-okafor-came.md", "hidden-surname", 0),
    ]
    assert {p.severity for p in problems} == {Severity.WARNING}
    assert {"jim-okafor", "jim-okafor-smith"} <= set(wall.people)
    allow = "[{code: hidden-surname, reason: It is the other one.}]"
    files["2026/a.md"] = story_text(f"{BODY}\nJim Okafor came.\n", allow=allow)
    _, problems = run(tmp_path, files)
    assert [p.severity for p in problems] == [Severity.SUGGESTION, Severity.WARNING]


@pytest.mark.parametrize(
    "path",
    [
        "2026/krawczyk-carries.md",
        "2026/zofia-krawczyk/a.md",
        "help/zofia-krawczyk.md",
        "help/Krawczyk/how.md",
        "help/demir.pdf",
        "2026/nowak.jpg",
        "people/demir-deputy.md",
    ],
)
def test_no_path_holds_a_private_name(tmp_path: Path, path: str) -> None:
    text = {
        "2026": story_text(),
        "help": "Help.\n",
        "people": front({"name": "Someone", "role": "R"}),
    }[path.split("/", maxsplit=1)[0]]
    wall, problems = run(tmp_path, {**PRIVATE, path: text})
    assert codes(problems) == [(path, "hidden-name", 0)]
    assert problems[0].severity is Severity.ERROR
    assert path not in {story.path for story in wall.stories.values()}


def test_their_own_files_and_neutral_cards_may_be_called_after_them(tmp_path: Path) -> None:
    card = front(
        {
            "to": "[yusuf-demir]",
            "from": "ana-ruiz",
            "text": "Thank you for the fuse and the tea.",
            "date": "2026-03-03",
        }
    )
    files: dict[str, str | bytes] = {
        "people/yusuf-demir.jpg": b"x",
        "postcards/2026/2026-03-03-demir-from-ana.md": card,
    }
    assert run(tmp_path, {**PRIVATE, **files})[1] == []


def test_pages_and_entries_with_errors_are_left_out(tmp_path: Path) -> None:
    values = (
        "- {id: v, name: V, description: As Zofia Krawczyk}\n- {id: w, name: W, description: D}\n"
    )
    files: dict[str, str | bytes] = {
        **PRIVATE,
        "programme/values.yml": values,
        "programme/notice.md": front({"title": "Ask Zofia Krawczyk", "expires": "2027-01-01"}),
        "help/a.md": "Ask Zofia Krawczyk.\n",
        "help/b.md": "Ask Ana.\n",
    }
    reading = read(tmp_path, files)
    wall, problems = checks.check(reading, TODAY, {})
    assert set(wall.values) == {"w"}
    assert set(wall.kinds) == {"recovery"}
    assert wall.notice is None
    kept = checks.without_broken_pages(reading, problems)
    assert [page.path for page in kept.folder.pages] == ["help/b.md"]
