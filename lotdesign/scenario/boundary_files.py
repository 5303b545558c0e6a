"""Where boundaries stand from which localities or their neighbours are read."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Tag,
    WithJsonSchema,
)

from lotdesign.scenario.fields import NameField, TextField, declare_key
from lotdesign.scenario.table_files import OrNameOfFile, TableFile, parse_table_file
from lotdesign.scenario.values import parse_number

DEFAULT_TOLERANCE = Fraction(50)
"""Metres: boundaries that are published and simplified one by one keep their borders within it."""

MOST_TOLERANCE = 5_000


def parse_metres(value: object) -> Fraction:
    """Metres from "50 m", "0.05 km" or 50; raises ValueError outside 0.01 to 5,000."""
    right = 'write metres, for example "50 m"'
    text = value.strip().casefold() if isinstance(value, str) else value
    scale = 1
    if isinstance(text, str):
        if text.endswith("km"):
            text, scale = text.removesuffix("km").strip(), 1000
        else:
            text = text.removesuffix("m").strip()
    try:
        found = parse_number(text) * scale
    except ValueError:
        raise ValueError(right) from None
    if not Fraction(1, 100) <= found <= MOST_TOLERANCE:
        raise ValueError(f'write from 0.01 to {MOST_TOLERANCE:,} metres, for example "50 m"')
    return found


MetresField = Annotated[
    Fraction, BeforeValidator(parse_metres), WithJsonSchema({"type": ["number", "string"]})
]

LocalityPair = tuple[NameField, NameField]
"""Two localities by their ids."""


class BoundaryFile(BaseModel):
    """A file of boundaries, and which of its properties say what."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)

    file: NameField = declare_key("a GeoJSON file with a polygon a locality", alias="from")
    id: NameField = declare_key("property that holds the locality's id")
    name: TextField = declare_key("property that holds its name; left out: the id", "")


class BorderFile(BoundaryFile):
    """Boundaries from which neighbours are derived, and what a person adds and takes out."""

    tolerance: MetresField = declare_key(
        "how far apart a shared border may be drawn; it is at least four times as long",
        DEFAULT_TOLERANCE,
        unit="metres",
    )
    add: tuple[LocalityPair, ...] = declare_key(
        "pairs that touch all the same, as by a ferry or a bridge", ()
    )
    remove: tuple[LocalityPair, ...] = declare_key(
        "pairs that do not touch, as where a river parts them", ()
    )


TABLE_TAG, MAP_TAG = SOURCE_TAGS = ("a table", "boundaries")
"""The branches of `[data]` keys that take a file of the table or boundaries."""


def tag_source(value: Any) -> str:
    """Whether [data] names a file of the table itself, or boundaries to derive it from."""
    named = isinstance(value, BoundaryFile) or (isinstance(value, dict) and "from" in value)
    return MAP_TAG if named else TABLE_TAG


LocalitiesFileField = Annotated[
    Annotated[
        Annotated[TableFile, Tag(TABLE_TAG)] | Annotated[BoundaryFile, Tag(MAP_TAG)],
        Discriminator(tag_source),
    ]
    | None,
    BeforeValidator(parse_table_file),
    OrNameOfFile(),
]
"""A file of localities, or boundaries of them: { from = "wards.geojson", id = "code" }."""

NeighboursFileField = Annotated[
    Annotated[
        Annotated[TableFile, Tag(TABLE_TAG)] | Annotated[BorderFile, Tag(MAP_TAG)],
        Discriminator(tag_source),
    ]
    | None,
    BeforeValidator(parse_table_file),
    OrNameOfFile(),
]
"""A file of neighbours, or boundaries with a tolerance from which they follow."""

BOUNDARY_SUFFIXES = (".geojson", ".json")
"""How files of boundaries are called, for what is suggested."""

BOUNDARY_MODELS: Mapping[str, type[BoundaryFile]] = {
    "localities": BoundaryFile,
    "neighbours": BorderFile,
}
"""The tables that boundaries give, each with the keys that say how."""
