"""The gate: visibility × status × channel, and nothing private behind it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from records import NOW, gate, person, postcard, story, team, wall
from storywall import shown
from storywall.gate import Gate, admit, channels_of, held_back
from storywall.gate.admission import card_held_back
from storywall.model import (
    AwardRound,
    Channel,
    Department,
    Erased,
    Practice,
    Wall,
    Withdrawn,
)
from storywall.shown import ShownWall

ANA = person("ana-ruiz", "Ana Ruiz")
ALL = ["wall", "feeds", "screens", "digest"]


def consent(*channels: str, **more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"heroes": "true", "customer": "not-involved", **more}
    return {**given, "channels": list(channels)} if channels else given


def seen(found: ShownWall) -> dict[str, list[str]]:
    """Ids by channel."""
    return {
        "wall": [s.id for s in found.stories],
        "feeds": [s.id for s in found.feed_stories],
        "screens": [s.id for s in found.screen_stories],
        "digest": [s.id for s in found.stories if Channel.DIGEST in s.channels],
    }


NOWHERE: dict[str, list[str]] = {channel: [] for channel in ALL}


# --- channels

_SETS = [list(c) for n in range(5) for c in combinations(ALL, n)]


@pytest.mark.parametrize("agreed", _SETS)
@pytest.mark.parametrize("chosen", [None, *_SETS])
def test_a_story_is_seen_where_consent_and_story_agree(
    agreed: list[str], chosen: list[str] | None
) -> None:
    told = story(consent={**consent(), "channels": agreed}, channels=chosen)
    both = set(agreed) & set(ALL if chosen is None else chosen)
    expected = both if "wall" in both else both & {"screens"}
    assert {channel.value for channel in channels_of(told)} == expected
    found = seen(admit(wall(ANA, told), gate()))
    assert {channel for channel, ids in found.items() if ids} == expected


def test_screens_must_be_named_and_the_rest_need_not() -> None:
    assert {c.value for c in channels_of(story())} == {"wall", "feeds", "digest"}
    assert channels_of(story(consent=None)) == frozenset()


def test_on_screens_alone_a_story_is_in_no_list_and_nothing_leads_to_it() -> None:
    told = story(consent=consent("screens"))
    found = admit(
        wall(
            ANA,
            told,
            story("b", date="2026-03-01", translation_of="a-fuse", lang="de"),
            postcard("c", ["ana-ruiz"], grew_into="a-fuse"),
            AwardRound.model_validate(
                {
                    "id": "w",
                    "path": "awards/w.md",
                    "title": "W",
                    "period": "2026-q1",
                    "opens": "2026-01-01",
                    "closes": "2026-03-31",
                    "winners": [{"hero": "ana-ruiz", "story": "a-fuse", "citation": "Warm."}],
                }
            ),
        ),
        gate(),
    )
    assert seen(found) == {**NOWHERE, "screens": ["a-fuse"]}
    assert found.translations == {}
    assert found.postcards[0].grew_into is None
    assert found.awards[0].winners[0].story is None


# --- why a story is held back


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"status": "draft"}, "draft"),
        ({"date": "2026-11-22"}, ""),
        ({"date": "2026-11-23"}, "waiting"),
        ({"date": "9999-12-31"}, "waiting"),
        ({"date": "2026-11-22T23:59"}, ""),
        ({"date": "2026-11-23T00:30+14:00"}, ""),
        ({"consent": None}, "no-consent"),
        ({"consent": consent(*ALL, heroes="false")}, "no-consent"),
        ({"consent": consent(*ALL, until="2026-11-22")}, ""),
        ({"consent": consent(*ALL, until="2026-11-21")}, "ended"),
        ({"consent": None, "status": "draft"}, "draft"),
        ({"consent": None, "date": "2027-01-01"}, "no-consent"),
    ],
)
def test_held_back(changes: dict[str, Any], reason: str) -> None:
    everywhere = {"consent": consent(*ALL), **changes}
    told = story(**everywhere)
    assert held_back(told, gate()) == reason
    found = admit(wall(ANA, told), gate())
    assert seen(found) == (NOWHERE if reason else {channel: ["a-fuse"] for channel in ALL})
    if reason:
        assert "cold house" not in repr(found)
        assert "a-fuse" not in repr(found)
    preview = admit(wall(ANA, told), gate(preview=True))
    assert [s.mark for s in preview.stories] == [reason]
    assert [s.id for s in preview.feed_stories] == ([] if reason else ["a-fuse"])
    assert [s.id for s in preview.screen_stories] == ([] if reason else ["a-fuse"])


def test_days_are_those_of_the_sites_time_zone() -> None:
    told = story(date="2026-11-23")
    utc = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    assert held_back(told, gate(utc)) == "waiting"
    assert held_back(told, gate(utc.astimezone(ZoneInfo("Asia/Tokyo")))) == ""
    late = story(date="2026-11-22T23:00-05:00")
    assert gate(utc).day(late.date) == date(2026, 11, 23)


def test_withdrawn_is_an_address_and_no_more() -> None:
    gone = Withdrawn(id="a-fuse", path="2026/a-fuse.md", aliases=("old/",))
    found = admit(wall(ANA, gone), gate())
    assert seen(found) == NOWHERE
    assert found.withdrawn == (shown.Withdrawn(found.withdrawn[0].address, ("old/",)),)
    assert found.withdrawn[0].address == "stories/a-fuse/"
    assert "cold" not in repr(found)
    assert seen(admit(wall(ANA, gone), gate(preview=True))) == NOWHERE


def test_newest_first() -> None:
    told = [
        story("a", date="2026-01-01"),
        story("c", date="2026-01-02"),
        story("b", date="2026-01-02"),
    ]
    assert seen(admit(wall(ANA, *told), gate()))["wall"] == ["c", "b", "a"]


def test_feeds_take_the_instants_they_are_given() -> None:
    at = datetime(2026, 4, 1, 12, tzinfo=UTC)
    found = admit(wall(ANA, story()), Gate(NOW, gate().words, {"stories/a-fuse": at}))
    assert found.feed_stories[0].published == at
    assert admit(wall(ANA, story()), gate()).feed_stories[0].published == datetime(
        2026, 3, 2, tzinfo=UTC
    )


# --- translations


def test_a_translation_counts_once() -> None:
    german = story("b", translation_of="a-fuse", lang="de", consent=consent(*ALL))
    found = admit(wall(ANA, story(consent=consent(*ALL)), german), gate())
    assert seen(found) == {channel: ["a-fuse"] for channel in ALL}
    assert [s.id for s in found.translations["a-fuse"]] == ["b"]
    assert found.translations["a-fuse"][0].lang == "de"


def test_a_translation_of_what_does_not_hang_does_not_hang() -> None:
    german = story("b", translation_of="a-fuse", lang="de")
    for original in (story(status="draft"), Withdrawn(id="a-fuse", path="2026/a-fuse.md")):
        found = admit(wall(ANA, original, german), gate())
        assert seen(found) == NOWHERE
        assert found.translations == {}


@pytest.mark.parametrize("named", ["nothing-here", "b"])
def test_a_translation_of_nothing_is_a_story_like_others(named: str) -> None:
    found = admit(wall(ANA, story("b", translation_of=named, lang="de")), gate())
    assert seen(found)["wall"] == ["b"]
    assert seen(found)["feeds"] == ["b"]


# --- people on a story

MATRIX = [
    # visibility, status, name on the card, page, on screens
    ("named", "active", "Zofia Krawczyk", True, True),
    ("named", "left", "Zofia Krawczyk", True, False),
    ("first-name", "active", "Zofia", False, True),
    ("first-name", "left", "Zofia", False, False),
    ("hidden", "active", "a colleague", False, True),
    ("hidden", "left", "a colleague", False, False),
    (None, "erased", "a former colleague", False, False),
    (None, "broken", "a colleague", False, True),
]


def zofia(visibility: str | None, status: str) -> tuple[list[Any], dict[str, Any]]:
    """Records, and fields of the wall."""
    if status == "erased":
        return [Erased(id="zofia-krawczyk", path="people/zofia-krawczyk.md")], {}
    if status == "broken":
        return [], {"private": frozenset({"zofia-krawczyk"})}
    record = person(
        "zofia-krawczyk",
        "Zofia Krawczyk",
        visibility=visibility,
        status=status,
        short_name="Zofia",
        sort_as="Krawczyk",
        also_known_as=["Zosia Nowak"],
        body="All about Zofia Krawczyk.",
    )
    return [record], {}


def everything(visibility: str | None, status: str) -> Wall:
    """A wall on which she is everywhere that a person can be."""
    records, more = zofia(visibility, status)
    who = "zofia-krawczyk"
    return wall(
        ANA,
        *records,
        story(heroes=[who], consent=consent(*ALL), told_by="ana-ruiz"),
        story(
            "b",
            told_by=who,
            helped_by=[who],
            relay=[{"who": who, "did": "Drove"}],
            thanks=[{"by": who, "text": "Thank you."}],
        ),
        postcard("2026-03-03-zofia-from-ana-x1", [who]),
        postcard("2026-03-04-ana-from-zofia-x2", ["ana-ruiz"], **{"from": who}),
        team("nights", "Night shift", members=[who, "ana-ruiz"]),
        Department(id="field", path="departments/field.md", name="Field", does="Warms.", head=who),
        Practice(id="spare", path="practices/spare.md", name="S", summary="S.", started_by=who),
        AwardRound.model_validate(
            {
                "id": "w",
                "path": "awards/w.md",
                "title": "W",
                "period": "2026-q1",
                "opens": "2026-01-01",
                "closes": "2026-03-31",
                "judges": [who],
                "nominees": [{"hero": who}],
                "winners": [{"hero": who, "story": "a-fuse", "citation": "Warm."}],
            }
        ),
        **more,
    )


@pytest.mark.parametrize(("visibility", "status", "name", "page", "screens"), MATRIX)
def test_the_matrix_of_people(
    visibility: str | None, status: str, name: str, page: bool, screens: bool
) -> None:
    found = admit(everything(visibility, status), gate())
    told = {s.id: s for s in found.stories}
    assert set(told) == {"a-fuse", "b"}
    assert [hero.name for hero in told["a-fuse"].heroes] == [name]
    assert told["b"].told_by is not None
    assert told["b"].told_by.name == name
    assert [helper.hero.name for helper in told["b"].helpers] == [name]
    assert told["b"].thanks[0].by.name == name
    assert seen(found)["screens"] == (["a-fuse"] if screens else [])
    assert ("zofia-krawczyk" in [hero.id for hero in found.people]) is page
    assert ("heroes/zofia-krawczyk/" in found.bodies) is page
    assert ("heroes/zofia-krawczyk/" in found.paths) is page
    assert found.members["nights"][0].name == name
    assert found.departments[0].head is not None
    assert found.departments[0].head.name == name
    assert found.practices[0].started_by is not None
    assert found.awards[0].judges[0].name == name
    assert found.awards[0].nominees[0].hero.name == name
    assert found.awards[0].winners[0].hero.name == name


@pytest.mark.parametrize(("visibility", "status", "name", "page", "screens"), MATRIX)
def test_postcards_follow_their_receivers(
    visibility: str | None, status: str, name: str, page: bool, screens: bool
) -> None:
    found = {card.text: card for card in admit(everything(visibility, status), gate()).postcards}
    cards = admit(everything(visibility, status), gate()).postcards
    to_her = [card for card in cards if card.sender.name == "Ana Ruiz"]
    from_her = [card for card in cards if card.sender.name == name != "Ana Ruiz"]
    assert found
    gone = visibility == "hidden" or visibility is None
    assert len(to_her) == (0 if gone else 1)
    assert len(from_her) == 1
    if to_her:
        assert to_her[0].on_screens is (visibility == "named" and status == "active")
    assert from_her[0].on_screens


@pytest.mark.parametrize("preview", [False, True])
@pytest.mark.parametrize(("visibility", "status"), [(v, s) for v, s, *_ in MATRIX if v != "named"])
def test_nothing_private_is_behind_the_gate(
    visibility: str | None, status: str, preview: bool
) -> None:
    said = repr(admit(everything(visibility, status), gate(preview=preview))).casefold()
    for word in ("krawczyk", "nowak", "zosia", "all about"):
        assert word not in said
    if visibility != "first-name":
        assert "zofia" not in said


def test_nobody_is_named_by_what_a_file_declares() -> None:
    found = admit(everything("named", "active"), gate())
    for declared in (found.awards[0].declared, found.departments[0].declared):
        assert "zofia" not in repr(declared)
    assert "zofia" not in repr(found.practices[0].declared)


def test_a_photo_of_one_shown_by_first_name_says_no_more_than_its_file() -> None:
    record = person(
        "yusuf-demir",
        "Yusuf Demir",
        visibility="first-name",
        short_name="Yusuf",
        photo={"src": "yusuf-demir.jpg", "alt": "At the van"},
    )
    found = admit(wall(ANA, record, story(heroes=["yusuf-demir"])), gate())
    texts = [t for where, t in _texts(found) if not where.endswith("photo.src")]
    assert not [text for text in texts if "demir" in text.casefold()]


def _texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text that a value holds, with the way to it."""
    if isinstance(value, str):
        yield where, value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name), f"{where}.{each.name}")
    elif isinstance(value, BaseModel):
        yield from _texts(value.model_dump(), where)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(key, f"{where}.key")
            yield from _texts(inner, f"{where}.{key}")
    elif isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from _texts(inner, where)


# --- postcards


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({}, ""), ({"status": "draft"}, "draft"), ({"date": "2026-11-23"}, "waiting")],
)
def test_cards_held_back(changes: dict[str, Any], reason: str) -> None:
    card = postcard("c", ["ana-ruiz"], **changes)
    everybody = wall(ANA, card)
    assert card_held_back(card, everybody, gate()) == reason
    assert len(admit(everybody, gate()).postcards) == (0 if reason else 1)
    (preview,) = admit(everybody, gate(preview=True)).postcards
    assert (preview.mark, preview.on_screens) == (reason, not reason)


def test_one_hidden_receiver_keeps_the_card_down_even_in_a_preview() -> None:
    records, _ = zofia("hidden", "active")
    card = postcard("c", ["ana-ruiz", "zofia-krawczyk"])
    for preview in (False, True):
        assert admit(wall(ANA, *records, card), gate(preview=preview)).postcards == ()


def test_a_card_is_on_screens_only_if_every_receiver_is_an_active_named_person() -> None:
    others = {"team": team("nights", "Nights"), "left": person("bo", "Bo B", status="left")}
    for to in (["nights"], ["bo"], ["Somebody"], ["ana-ruiz", "bo"], ["ana-ruiz", "nights"]):
        (card,) = admit(wall(ANA, *others.values(), postcard("c", to)), gate()).postcards
        assert card.on_screens is False
    assert admit(wall(ANA, postcard("c", ["ana-ruiz"])), gate()).postcards[0].on_screens is True


def test_an_address_that_would_name_somebody_private_is_neutral() -> None:
    records, _ = zofia("first-name", "active")
    card = postcard("2026-03-03-zofia-from-ana-k3f9", ["zofia-krawczyk"])
    (found,) = admit(wall(ANA, *records, card), gate()).postcards
    assert found.address == f"postcards/{found.id}/"
    assert found.id.startswith("2026-03-03-")
    assert "zofia" not in found.id
    assert admit(wall(ANA, *records, card), gate()).postcards[0].id == found.id
    short = postcard("2026-03-03-zosia", ["zofia-krawczyk"])  # a former name, and no part of the id
    (found,) = admit(wall(ANA, *records, short), gate()).postcards
    assert found.id.startswith("2026-03-03-")
    assert "zosia" not in found.address
    open_card = postcard("2026-03-03-ana-k3f9", ["ana-ruiz"])
    assert admit(wall(ANA, *records, open_card), gate()).postcards[0].id == "2026-03-03-ana-k3f9"


# --- awards and details


def test_winners_are_told_once_the_round_is_closed() -> None:
    given = {
        "id": "w",
        "path": "awards/w.md",
        "title": "W",
        "period": "2026-q4",
        "opens": "2026-10-01",
        "nominees": [{"hero": "ana-ruiz", "story": "a-fuse"}],
        "winners": [{"hero": "ana-ruiz", "story": "a-fuse", "citation": "Warm."}],
    }
    for closes, decided in (("2026-11-22", False), ("2026-11-21", True)):
        award = AwardRound.model_validate({**given, "closes": closes})
        found = admit(wall(ANA, story(), award), gate())
        assert bool(found.awards[0].winners) is decided
        assert (found.stories[0].ribbon is not None) is decided
        assert "Warm." not in repr(found) or decided


def test_the_latest_round_gives_the_ribbon() -> None:
    rounds = [
        AwardRound.model_validate(
            {
                "id": f"w{n}",
                "path": f"awards/w{n}.md",
                "title": f"W{n}",
                "period": "2026",
                "opens": "2026-01-01",
                "closes": f"2026-0{n}-01",
                "winners": [{"hero": "ana-ruiz", "story": "a-fuse", "citation": "Warm."}],
            }
        )
        for n in (3, 5, 4)
    ]
    found = admit(wall(ANA, story(), *rounds), gate())
    assert found.stories[0].ribbon is not None
    assert found.stories[0].ribbon.title == "W5"
    assert [award.id for award in found.awards] == ["w5", "w4", "w3"]


def test_defaults_are_settled() -> None:
    ana = person("ana-ruiz", "Ana Ruiz", department="field")
    field = Department(id="field", path="departments/field.md", name="Field", does="Warms.")
    (told,) = admit(wall(ana, field, story(told_by="anonymous")), gate()).stories
    assert told.department is not None
    assert told.department.name == "Field"
    assert (told.headline, told.line) == (told.title, "")
    assert (told.told_by, told.told_by_customer) == (None, False)
    (told,) = admit(wall(ana, field, story(department="gone-dept")), gate()).stories
    assert told.department is not None
    assert (told.department.name, told.department.address) == ("gone dept", None)


def test_helpers_are_credited_once() -> None:
    told = story(
        relay=[{"who": "bo", "did": "Found it"}, {"who": "ana-ruiz", "did": "Drove"}],
        helped_by=["ana-ruiz", "Cy from the shop"],
    )
    (found,) = admit(wall(ANA, told), gate()).stories
    assert [(h.hero.name, h.did) for h in found.helpers] == [
        ("bo", "Found it"),
        ("Ana Ruiz", "Drove"),
        ("Cy from the shop", ""),
    ]


_CHOICES = st.lists(st.sampled_from(ALL))
_CONSENTS = st.fixed_dictionaries(
    {
        "heroes": st.sampled_from(["true", "false"]),
        "customer": st.just("not-involved"),
        "channels": _CHOICES,
        "until": st.none() | st.dates(date(1000, 1, 1)),
    }
)


@given(st.sampled_from(["draft", "published"]), st.dates(), _CONSENTS, st.none() | _CHOICES)
def test_no_story_is_seen_without_leave(
    status: str, day: date, agreed: dict[str, Any], chosen: list[str] | None
) -> None:
    told = story(status=status, date=day, consent=agreed, channels=chosen)
    until = agreed["until"]
    holds = until is None or until >= NOW.date()
    allowed = status == "published" and agreed["heroes"] == "true" and day <= NOW.date() and holds
    for channel, ids in seen(admit(wall(ANA, told), gate())).items():
        if ids:
            assert allowed
            assert channel in agreed["channels"]
            assert chosen is None or channel in chosen


def test_pictures_are_withheld_with_those_they_belong_to() -> None:
    hidden = person("zoe", "Zoe Q", visibility="hidden")
    known = person("yusuf", "Yusuf D", visibility="first-name", short_name="Yusuf")
    belong = {
        "people/zoe.md": {"people/z.jpg", "2026/both.jpg"},
        "people/yusuf.md": {"people/y.jpg"},
        "people/broken.md": {"people/b.jpg"},
        "2026/open.md": {"2026/open.jpg", "2026/shared.jpg", "2026/both.jpg"},
        "2026/draft.md": {"2026/draft.jpg", "2026/shared.jpg"},
        "2026/screens.md": {"2026/screens.jpg"},
    }
    records = [
        ANA,
        hidden,
        known,
        story("open", photo={"src": "both.jpg", "alt": "x"}),
        story("draft", status="draft"),
        story("screens", consent=consent("screens")),
    ]
    pictures = {path: frozenset(found) for path, found in belong.items()}
    found = admit(wall(*records, pictures=pictures), gate())
    private = {"people/z.jpg", "2026/both.jpg", "people/b.jpg"}
    assert found.withheld_media == private | {"2026/draft.jpg", "2026/screens.jpg"}
    assert found.stories[0].photo is None
    preview = admit(wall(*records, pictures=pictures), gate(preview=True))
    assert preview.withheld_media == private | {"2026/screens.jpg"}


def test_only_what_has_a_page_is_led_to() -> None:
    german = story("b", translation_of="a-fuse", lang="de")
    card = postcard("c", ["ana-ruiz"], grew_into="b")
    found = admit(wall(ANA, story(status="draft"), german, card), gate())
    assert found.postcards[0].grew_into is None
    assert admit(wall(ANA, story(), german, card), gate()).postcards[0].grew_into is not None


def test_a_chain_of_translations_ends_at_its_root() -> None:
    chain = [
        story("b", translation_of="a-fuse", lang="de"),
        story("c", translation_of="b", lang="fr"),
        story("x", translation_of="y"),
        story("y", translation_of="x"),
        story("z", translation_of="y"),
    ]
    found = admit(wall(ANA, story(), *chain), gate())
    assert [s.id for s in found.translations["a-fuse"]] == ["b", "c"]
    assert sorted(seen(found)["wall"]) == ["a-fuse", "x", "y"]
    assert [s.id for s in found.translations["y"]] == ["z"]
