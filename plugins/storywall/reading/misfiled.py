"""Files that lie in the wrong place: what they seem to be, and where that lies."""

from __future__ import annotations

from storywall.model import RECORDS, RecordKind
from storywall.problems import Place, Problem, Severity, rule
from storywall.reading.layout import home_of
from storywall.reading.samples import field_names
from storywall.reading.sources import Source

rule("wrong-folder", Severity.ERROR, "The folder decides what a file is.")


def _needed(kind: RecordKind) -> set[str]:
    """The fields that a file of *kind* cannot do without."""
    return {
        info.alias or name
        for name, info in RECORDS[kind].model_fields.items()
        if info.is_required() and name != "id"
    }


def seems(source: Source) -> RecordKind | None:
    """The other kind whose needed fields *source* has, when it has none but those of its own."""
    kind = source.kind
    if kind is None:
        return None
    given = set(source.data)
    own = _needed(kind)
    if own <= given:
        return None
    for other in RECORDS:
        needed = _needed(other)
        strange = len(needed - set(field_names(RECORDS[kind])))
        if strange and len(needed) > 1 and needed <= given and own & given <= needed:
            return other
    return None


def wrong_folder(source: Source) -> Problem | None:
    """The one problem with a file that seems to be of another kind than its folder's."""
    other = seems(source)
    if other is None:
        return None
    article = "an" if other is RecordKind.AWARD else "a"
    message = f"this looks like {article} {other}, and lies where none belongs"
    hint = f"Move it to `{home_of(other)}`."
    if other is RecordKind.STORY:
        hint = "Move it to the folder of its year, for example `2026/`."
    return Place(source.path, 1, 1).problem("wrong-folder", message, hint)
