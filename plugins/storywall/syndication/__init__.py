"""The wall as feeds: entries, and the formats they are written in."""
