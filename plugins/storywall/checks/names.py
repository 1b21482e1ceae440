"""Names that must not stand in anyone's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from storywall.model import Erased, Person
from storywall.model.fields import is_id
from storywall.problems import Place, Problem, Severity, rule
from storywall.reading.gather import Reading
from storywall.reading.sources import Source
from storywall.text.words import is_unspaced, plain

rule("hidden-name", Severity.ERROR, "Somebody asked not to be shown by name.")
rule("hidden-surname", Severity.WARNING, "A surname alone may name somebody who is not to be.")
rule("voice-name", Severity.WARNING, "An anonymous customer's words must not carry a name.")

# What of their own file says who they are, and is read by nobody.
_OWN = {"name", "sort_as", "also_known_as", "id", "short_name"}
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Mme|Sra?)\b\.? \w")
_INITIAL = re.compile(r"[^\W\d_]\.?")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that is not to be said; of one word only where it begins with a capital."""

    text: str
    id: str
    code: str = "hidden-name"

    @property
    def words(self) -> tuple[str, ...]:
        """The name's words as :func:`~storywall.words.plain` has them."""
        return tuple(re.findall(r"[^\W_]+", plain(self.text)))


def forbidden_names(reading: Reading) -> list[_Name]:
    """Names that may appear nowhere, with the id of the person who bears each."""
    public = _public_words(reading)
    found: list[_Name] = []
    for person in reading.wall.people.values():
        if isinstance(person, Erased):
            # `jim-okafor-2` was called Jim Okafor; `colleague-2025-03` is nobody's name.
            numbered = re.fullmatch(r"([a-z]+(?:-[a-z]+)+)-[0-9]+", person.id)
            found.append(_Name(numbered[1] if numbered else person.id, person.id))
        elif person.visibility != "named":
            found += _names(person, public)
    return [name for name in dict.fromkeys(found) if name.words]


def _public_words(reading: Reading) -> set[str]:
    """The words of names that may be said."""
    return {
        word
        for person in reading.wall.people.values()
        if isinstance(person, Person)
        for name in _said(person)
        for word in _Name(name, person.id).words
    }


def _said(person: Person) -> tuple[str, ...]:
    """The names by which a person may be called."""
    short = (person.short_name,) if person.short_name else ()
    if person.visibility == "named":
        return (person.name, *person.also_known_as, *short)
    return short if person.visibility == "first-name" else ()


def _names(person: Person, public: set[str]) -> Iterator[_Name]:
    """What a hidden person, or one shown by first name, must not be called."""
    hidden = person.visibility == "hidden"
    for name in (person.name, *person.also_known_as):
        whole = _Name(name, person.id)
        if name != person.short_name and not (len(whole.words) == 1 and whole.words[0] in public):
            yield whole
        yield from _surname(whole, public)
    if hidden and person.short_name and not set(_Name(person.short_name, "").words) <= public:
        yield _Name(person.short_name, person.id)


def _surname(name: _Name, public: set[str]) -> Iterator[_Name]:
    """The last word of *name*, unless it may be said of somebody else."""
    if len(name.words) > 1 and name.words[-1] not in public:
        yield _Name(name.words[-1], name.id, "hidden-surname")


def stems(reading: Reading, _today: date) -> Iterator[Problem]:
    """A file name becomes an address, so it must not hold the id of somebody who has no page."""
    private = [
        person.id
        for person in reading.wall.people.values()
        if isinstance(person, Erased) or person.visibility != "named"
    ]
    for source in reading.folder.records:
        for id_ in private:
            if source.path.startswith("people/") or f"-{id_}-" not in f"-{source.stem}-":
                continue
            yield Place(source.path).problem(
                "hidden-name",
                f"the file's name holds `{id_}`, who is not to be named",
                "Rename the file; if it was published, ask for the old address to be removed.",
            )


def _texts(source: Source, own: bool) -> Iterator[tuple[Place, str]]:
    """Every text of a file with its place; *own* leaves out what only says whose file it is."""
    for where in source.values:
        value = source.data
        for part in where:
            value = value[part]
        exempt = own and bool(where) and (where[0] in _OWN or where == ("photo", "src"))
        if isinstance(value, str) and not exempt and not is_id(value):
            yield source.place(*where), value
    if not own:
        yield Place(source.path, source.body_line, 1, "body"), source.body


def _folded(text: str) -> tuple[str, list[int]]:
    """*text* as names are compared, and for each character where it stood."""
    folded: list[str] = []
    stood: list[int] = []
    for index, character in enumerate(text):
        for letter in plain(character):
            folded.append(letter)
            stood.append(index)
    return "".join(folded), stood


def _pattern(names: list[_Name]) -> re.Pattern[str]:
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


def hidden(reading: Reading, _today: date) -> Iterator[Problem]:
    """No text names a person who is hidden, or the surname of one shown by first name."""
    # Longer names first: a full name is found before the surname that it ends with.
    names = sorted(forbidden_names(reading), key=lambda name: (-len(name.words), name.text))
    if not names:
        return
    pattern = _pattern(names)
    own = {reading.wall.people[name.id].path for name in names}
    for source in reading.sources.values():
        for place, text in _texts(source, source.path in own):
            yield from _said_in(place, text, names, pattern)


def _said_in(
    place: Place, text: str, names: list[_Name], pattern: re.Pattern[str]
) -> Iterator[Problem]:
    if not pattern.search(plain(text)):
        return
    folded, stood = _folded(text)
    for match in pattern.finditer(folded):
        name = names[(match.lastindex or 1) - 1]
        start = stood[match.start()]
        letter = text[start]
        if len(name.words) == 1 and letter.lower() == letter != letter.upper():
            continue
        yield _named(_at(place, text, start), name)


def _at(place: Place, text: str, start: int) -> Place:
    """The place of the character *start* of the text at *place*; in a field the field's."""
    if place.field != "body":
        return place
    before = text[:start]
    column = start - before.rfind("\n")
    return Place(place.path, place.line + before.count("\n"), column, place.field)


def _named(place: Place, name: _Name) -> Problem:
    file = f"`people/{name.id}.md`"
    if name.code == "hidden-surname":
        message = f"this may name somebody who asked not to be named ({file})"
        hint = "Write it without the name; when it is somebody else, `allow` hidden-surname."
    else:
        message = f"this names somebody who asked not to be named ({file})"
        hint = "Write what they did without the name; in lists of people use the id."
    return place.problem(name.code, message, hint)


def _looks_like_a_name(text: str) -> bool:
    """Whether *text* is two or three capitalised words or initials, or has a title."""
    if _TITLED.search(text):
        return True
    words = text.split()
    capital = [
        word[0].isupper() and (word[1:].islower() or bool(_INITIAL.fullmatch(word)))
        for word in (word.strip("’',") for word in words)
        if word
    ]
    return len(words) in {2, 3} and len(capital) == len(words) and all(capital)


def voices(reading: Reading, _today: date) -> Iterator[Problem]:
    """With an anonymous customer, ``voice.by`` must not look like a personal name."""
    for story in reading.wall.stories.values():
        voice, consent = getattr(story, "voice", None), getattr(story, "consent", None)
        if voice is None or consent is None or consent.customer != "anonymous":
            continue
        if _looks_like_a_name(voice.by):
            yield (
                reading.sources[story.path]
                .place("voice", "by")
                .problem(
                    "voice-name",
                    f"`{voice.by}` looks like a name, and the customer is to stay anonymous",
                    "Write for example `A customer in Upper Fenn`.",
                )
            )


CHECKS = (hidden, stems, voices)
