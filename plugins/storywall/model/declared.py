"""What every declaration of a record begins with."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from storywall.model.fields import Bounds, Focus, Id, Line


class RecordKind(StrEnum):
    """The kinds of file that the wall knows; the path decides which one a file is."""

    STORY = "story"
    POSTCARD = "postcard"
    PERSON = "person"
    TEAM = "team"
    DEPARTMENT = "department"
    PRACTICE = "practice"
    AWARD = "award"


class Channel(StrEnum):
    """Where a story may be seen."""

    WALL = "wall"
    FEEDS = "feeds"
    SCREENS = "screens"
    DIGEST = "digest"


class Declared(BaseModel):
    """A mapping in a file, with its fields declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Photo(Declared):
    """A picture that lies beside the file."""

    src: Line = Field(description="The picture's file: JPEG, PNG or WebP.", examples=["rita.jpg"])
    alt: Annotated[Line, Bounds(upper=200)] = Field(
        description="What the picture shows, for those who cannot see it.",
        examples=["Rita in a yellow hat in front of a lit window"],
    )
    credit: Line | None = Field(None, description="Who made the picture.")
    focus: Focus = Field((50, 50), description="The point to keep in every crop.")


class Record(Declared):
    """A file: its declared fields, with the id, path and body that the reader found."""

    id: Id = Field(description="Keeps an id when the file is renamed; else the file's stem.")
    path: str = Field("", exclude=True, json_schema_extra={"internal": True})
    body: str = Field("", exclude=True, json_schema_extra={"internal": True})
