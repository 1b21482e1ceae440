"""What of a person may be shown: visibility × status, teams, plain names, broken files."""

import pytest

from records import WORDS, person, story, team, wall
from storywall.gate.people import Directory, is_gone, is_private
from storywall.model import Department, Erased, Person, Practice, Term
from storywall.shown import Hero

PHOTO = {"src": "yusuf-demir.jpg", "alt": "At the van"}
DEPARTMENT = Department(id="field", path="departments/field.md", name="Field", does="Warms.")


def look(record: Person | Erased, **fields: object) -> Hero:
    return Directory(wall(record, DEPARTMENT, **fields), WORDS).hero(record.id)


def yusuf(visibility: str, status: str, **more: object) -> Person:
    given = {
        "short_name": "Yusuf",
        "sort_as": "Demir, Yusuf",
        "pronouns": "he",
        "department": "field",
        "photo": PHOTO,
        **more,
    }
    return person("yusuf-demir", "Yusuf Demir", visibility=visibility, status=status, **given)


@pytest.mark.parametrize("status", ["active", "left"])
def test_a_named_person_is_shown_in_full(status: str) -> None:
    hero = look(yusuf("named", status))
    assert (hero.name, hero.short, hero.sort_as) == ("Yusuf Demir", "Yusuf", "Demir, Yusuf")
    assert (hero.id, hero.address) == ("yusuf-demir", "heroes/yusuf-demir/")
    assert (hero.role, hero.pronouns, hero.kind) == ("Fitter", "he", "person")
    assert hero.photo is not None
    assert hero.photo.src == "people/yusuf-demir.jpg"
    assert hero.department is not None
    assert (hero.department.name, hero.department.tint) == ("Field", 1)
    assert hero.active is (status == "active")
    assert not hero.anonymous


@pytest.mark.parametrize("status", ["active", "left"])
def test_a_first_name_is_all_that_is_said(status: str) -> None:
    hero = look(yusuf("first-name", status))
    assert (hero.name, hero.short, hero.sort_as) == ("Yusuf", "Yusuf", "Yusuf")
    assert (hero.id, hero.address) == ("", None)
    assert hero.role == "Fitter"
    assert hero.active is (status == "active")
    assert "Demir" not in repr(hero)


def test_a_first_name_that_is_not_given_leaves_no_name() -> None:
    hero = look(yusuf("first-name", "active", short_name=None))
    assert hero.anonymous
    assert "usuf" not in repr(hero)


@pytest.mark.parametrize("status", ["active", "left"])
def test_a_hidden_person_is_a_colleague(status: str) -> None:
    hero = look(yusuf("hidden", status))
    assert hero == Hero(
        *("a colleague", "a colleague", "a colleague", "person"),
        anonymous=True,
        active=status == "active",
    )


def test_an_erased_person_is_a_former_colleague() -> None:
    hero = look(Erased(id="yusuf-demir", path="people/yusuf-demir.md"))
    assert (hero.name, hero.anonymous, hero.active) == ("a former colleague", True, False)
    assert "usuf" not in repr(hero)


def test_a_broken_file_shows_the_id_in_words_unless_it_may_ask_for_privacy() -> None:
    broken = Directory(wall(private=frozenset({"zofia-krawczyk"})), WORDS)
    assert broken.hero("rita-alvarez").name == "rita alvarez"
    assert broken.hero("rita-alvarez").address is None
    assert broken.hero("zofia-krawczyk").name == "a colleague"
    assert "zofia" not in repr(broken.hero("zofia-krawczyk"))


def test_a_private_person_is_not_named_by_a_team_of_the_same_id() -> None:
    found = wall(team("zofia-krawczyk", "Zofia’s"), private=frozenset({"zofia-krawczyk"}))
    assert Directory(found, WORDS).hero("zofia-krawczyk").name == "a colleague"


def test_teams_and_plain_names() -> None:
    find = Directory(wall(team("nights", "Night shift", department="gone-dept")), WORDS)
    hero = find.hero("nights")
    assert (hero.name, hero.kind, hero.address) == ("Night shift", "team", "heroes/nights/")
    assert hero.department is not None
    assert (hero.department.name, hero.department.address) == ("gone dept", None)
    plain = find.hero("Bo from the shop")
    assert (plain.name, plain.kind, plain.id, plain.address) == (
        "Bo from the shop",
        "name",
        "",
        None,
    )


def test_topics() -> None:
    found = wall(
        DEPARTMENT,
        Department(id="billing", path="departments/billing.md", name="Billing", does="Bills."),
        Practice(id="spare", path="practices/spare.md", name="Spare", summary="A spare."),
        kinds={"rescue": Term(id="rescue", name="Rescue", description="d")},
        values={"care": Term(id="care", name="Care", description="d")},
    )
    find = Directory(found, WORDS)
    tints = [find.topic(id_, "departments").tint for id_ in ("billing", "field", "none")]
    assert tints == [1, 2, 0]
    assert find.practice("spare").address == "practices/spare/"
    assert (find.kind("rescue").name, find.value("care").name) == ("Rescue", "Care")
    assert (find.kind("not-here").name, find.kind("not-here").address) == ("not here", None)
    assert find.department(None) is None


@pytest.mark.parametrize(
    ("visibility", "private", "gone"),
    [("named", False, False), ("first-name", True, False), ("hidden", True, True)],
)
def test_private_and_gone(visibility: str, private: bool, gone: bool) -> None:
    found = wall(yusuf(visibility, "active"))
    assert is_private(found, "yusuf-demir") is private
    assert is_gone(found, "yusuf-demir") is gone


def test_erased_and_broken_are_private_and_gone() -> None:
    found = wall(Erased(id="e", path="people/e.md"), private=frozenset({"b"}))
    for id_ in ("e", "b"):
        assert is_private(found, id_)
        assert is_gone(found, id_)
    assert not is_private(found, "nobody")
    assert not is_gone(found, "nobody")


@pytest.mark.parametrize("src", ["/etc/passwd.png", "../../secret.png"])
def test_a_photo_outside_the_folder_is_none(src: str) -> None:
    told = story(photo={"src": src, "alt": "x"})
    assert Directory(wall(told), WORDS).photo(told) is None
