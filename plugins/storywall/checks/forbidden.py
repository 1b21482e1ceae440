"""The names that are not to be said, and how they are found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from storywall.model import Erased, Person, Wall
from storywall.words import is_unspaced, plain

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is not to be said; of one word only where it begins with a capital.

    *code* is the rule that it breaks, ``""`` for a name that holds another and may be said.
    *bearers* are the files of others who bear it openly.
    """

    text: str
    id: str
    code: str = "hidden-name"
    bearers: frozenset[str] = frozenset()

    @property
    def words(self) -> Words:
        """The name's words as :func:`~storywall.words.plain` has them."""
        return tuple(re.findall(r"[^\W_]+", plain(self.text)))


def private_people(wall: Wall) -> list[Person | Erased]:
    """Those who are not to be named in full."""
    return [
        person
        for person in wall.people.values()
        if isinstance(person, Erased) or person.visibility != "named"
    ]


def in_texts(wall: Wall) -> list[Name]:
    """Names that may appear in no text; a full name before the surname that it ends with."""
    public = _public_words(wall)
    found: list[Name] = []
    for person in private_people(wall):
        if isinstance(person, Person):
            found += _names(person, public)
            continue
        # `jim-okafor-2` was called Jim Okafor; `colleague-2025-03` is nobody's name.
        numbered = re.fullmatch(r"([a-z]+(?:-[a-z]+)+)-[0-9]+", person.id)
        name = Name(numbered[1] if numbered else person.id, person.id)
        found += [] if len(name.words) == 1 and name.words[0] in public else [name]
    return _weighed(found, wall)


def in_addresses(wall: Wall) -> list[Name]:
    """Names that may appear in no address: those of texts, and the ids of those who bear them."""
    public = _public_words(wall)
    ids = (Name(person.id, person.id) for person in private_people(wall))
    own = [name for name in ids if len(name.words) > 1 or not set(name.words) & public]
    return _weighed([*in_texts(wall), *(name for name in own if not name.text.isdigit())], wall)


def _weighed(found: list[Name], wall: Wall) -> list[Name]:
    """*found* with those who bear the same name openly, and with the open names that hold one."""
    open_names = _open_names(wall)
    weighed = [
        replace(name, code="hidden-surname", bearers=open_names[name.words])
        if name.words in open_names
        else name
        for name in dict.fromkeys(found)
        if name.words
    ]
    taken = {name.words for name in weighed}
    weighed += [
        Name(" ".join(words), "", "")
        for words in open_names
        if words not in taken and any(_holds(words, name) for name in taken)
    ]
    return sorted(weighed, key=lambda name: (-len(name.words), name.text, name.id))


def _holds(words: Words, name: Words) -> bool:
    return any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))


def _open_names(wall: Wall) -> Mapping[Words, frozenset[str]]:
    """Names of several words that people bear openly, with the files of those people."""
    found: dict[Words, frozenset[str]] = {}
    for person in wall.people.values():
        for text in _said(person) if isinstance(person, Person) else ():
            words = Name(text, person.id).words
            if len(words) > 1:
                found[words] = found.get(words, frozenset()) | {person.path}
    return found


def _public_words(wall: Wall) -> set[str]:
    """The words of names that may be said."""
    return {
        word
        for person in wall.people.values()
        if isinstance(person, Person)
        for name in _said(person)
        for word in Name(name, person.id).words
    }


def _said(person: Person) -> tuple[str, ...]:
    """The names by which a person may be called."""
    short = (person.short_name,) if person.short_name else ()
    if person.visibility == "named":
        return (person.name, *person.also_known_as, *short)
    return short if person.visibility == "first-name" else ()


def _names(person: Person, public: set[str]) -> Iterator[Name]:
    """What a hidden person, or one shown by first name, must not be called."""
    hidden = person.visibility == "hidden"
    for name in (person.name, *person.also_known_as):
        whole = Name(name, person.id)
        if name != person.short_name and not (len(whole.words) == 1 and whole.words[0] in public):
            yield whole
        yield from _surname(whole, public)
    if hidden and person.short_name and not set(Name(person.short_name, "").words) <= public:
        yield Name(person.short_name, person.id)


def _surname(name: Name, public: set[str]) -> Iterator[Name]:
    """The last word of *name*, unless it may be said of somebody else."""
    if len(name.words) > 1 and name.words[-1] not in public:
        yield Name(name.words[-1], name.id, "hidden-surname")


def pattern_of(names: list[Name]) -> re.Pattern[str]:
    """One group a name; between its words may stand blanks, line ends, marks of emphasis."""
    groups = []
    for name in names:
        between, edge = r"(?:[\s*_.\-]|&nbsp;)", r"[^\W_]"
        if is_unspaced(name.text):
            groups.append("(" + f"{between}*".join(map(re.escape, name.words)) + ")")
            continue
        inner = f"{between}+".join(map(re.escape, name.words))
        groups.append(f"(?<!{edge})({inner})s?(?!{edge})")  # "Demir’s" is folded to "demirs"
    return re.compile("|".join(groups))
