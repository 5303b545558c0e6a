"""What the sections of a paper ask of a result again and again, by path."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lotdesign.papers.figures import FigureReader
from lotdesign.papers.sources import PaperSources
from lotdesign.papers.text import FieldText, PlaceLabel, RichText, compose_text
from lotdesign.papers.wording import EXEMPT_NOTE
from lotdesign.result.designs import pair_with_routes
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario

SHORTEST_NAME = 4
"""Characters of a provider's name, or id, that a text is searched for."""


@dataclass(frozen=True)
class PaperFacts:
    """Sources with their reader; `named` says whether providers may be named, as in exempt parts.

    Providers are not named in public: their names are told from the texts of the scenario.
    """

    sources: PaperSources
    named: bool = False

    @cached_property
    def reader(self) -> FigureReader:
        """Reads figures of the sources."""
        return FigureReader(self.sources)

    @property
    def withdrawal_path(self) -> str | None:
        """The path of the result that says what withdrawals would do; None where none does."""
        if self.sources.withdrawal is not None:
            return "withdrawal"
        return "result" if self.result.withdrawals else None

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.sources.scenario

    @property
    def result(self) -> Result:
        """The result."""
        return self.sources.result

    @cached_property
    def unit_paths(self) -> dict[str, str]:
        """Id of a unit -> its path."""
        return {unit.id: f"scenario.units.{i}" for i, unit in enumerate(self.scenario.units)}

    @cached_property
    def place_paths(self) -> dict[str, str]:
        """Id of a locality -> its path."""
        places = enumerate(self.scenario.localities)
        return {place.id: f"scenario.localities.{i}" for i, place in places}

    @cached_property
    def rule_paths(self) -> dict[str, str]:
        """Id of a rule -> its path."""
        return {rule.id: f"result.rules.{i}" for i, rule in enumerate(self.result.rules)}

    @cached_property
    def _secret_names(self) -> re.Pattern[str] | None:
        """Names of providers, and ids that are no plain words, that are not public all the same."""
        tables = (self.scenario.units, self.scenario.localities, self.scenario.options)
        known = (getattr(each, "name", "") for table in tables for each in table)
        public = " ".join(name.lower() for name in known if name)
        parties = self.scenario.parties
        names = {party.name for party in parties if party.name}
        names |= {party.id for party in parties if not party.id.isalpha() or not party.name}
        secret = sorted(
            name for name in names if len(name) >= SHORTEST_NAME and name.lower() not in public
        )
        joined = "|".join(map(re.escape, secret))
        return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if secret else None

    def names_provider(self, text: str) -> bool:
        """Whether a text holds the name or the id of a provider that is not public."""
        return self._secret_names is not None and bool(self._secret_names.search(text))

    def quote_public(self, field: str) -> RichText:
        """A text from the sources, or the note that it stands in the exempt part."""
        quoted = self.reader.quote(field)
        hidden = not self.named and self.names_provider(str(self.reader.read(field)))
        return (EXEMPT_NOTE,) if hidden else (quoted,)

    def name_unit(self, unit: str) -> FieldText:
        """The name of a unit by its id."""
        path = self.unit_paths[unit]
        return self.reader.quote_first(f"{path}.name", f"{path}.id")

    def name_lot(self, lot: int) -> RichText:
        """A lot by its number in the table of lots and by what it holds."""
        return compose_text(
            "{}: {}", label_lot(lot), self.reader.quote(f"result.lots.{lot}.name", 160)
        )

    def list_lots(self) -> Iterator[tuple[int, str]]:
        """(number from 0, path) of each lot."""
        return ((i, f"result.lots.{i}") for i in range(len(self.result.lots)))

    def is_this_design(self, lots: Sequence[Sequence[str]], routes: Sequence[str]) -> bool:
        """Whether these lots, and their routes, are those of the result."""
        mine = {(frozenset(lot.units), lot.route) for lot in self.result.lots}
        other = pair_with_routes(tuple(map(tuple, lots)), tuple(routes))  # type: ignore[arg-type]
        return bool(mine) and mine == {(frozenset(lot), route) for lot, route in other}


def label_lot(lot: int) -> PlaceLabel:
    """The label of a lot by its place in the table of lots."""
    return PlaceLabel(f"Lot {lot + 1}")
