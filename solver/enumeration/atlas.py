"""The atlas: all designs of a small authority, listed once and measured for a scenario."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from lotdesign.design import Design
from lotdesign.scenario.scenario import Scenario
from solver.candidates.table import CandidateTable
from solver.enumeration.all_designs import (
    MOST_DESIGNS,
    DesignListing,
    build_listing_key,
    build_measuring_key,
    enumerate_all_designs,
    refuse_priced_or_routed,
)
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.design_arrays import MeasuredDesigns
from solver.enumeration.frame import build_atlas_frame

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Atlas:
    """The D designs that keep a scenario's structural rules, and how they measure.

    `len(atlas)` is D. Positions 0 to D - 1 follow the designs' label vectors.
    """

    scenario: Scenario
    listing: DesignListing
    measured: MeasuredDesigns
    most: int = MOST_DESIGNS

    @classmethod
    def of(cls, scenario: Scenario, most: int = MOST_DESIGNS) -> "Atlas":
        """The atlas of a scenario.

        Raises EnumerationRefused where there are more than `most` designs.
        """
        refuse_priced_or_routed(scenario)
        return _measure(scenario, enumerate_all_designs(scenario, most), most)

    def __len__(self) -> int:
        return len(self.measured)

    def at(self, scenario: Scenario) -> "Atlas":
        """The atlas of a changed scenario; the list and its figures are kept where they stand.

        Raises EnumerationRefused where it has to be listed again and there are too many designs.
        """
        if not self.has_same_designs(scenario):
            return Atlas.of(scenario, self.most)
        if not self.has_same_figures(scenario):
            return self.remeasure(scenario)
        return replace(self, scenario=scenario)

    def has_same_designs(self, scenario: Scenario) -> bool:
        """Whether the scenario has the same designs: its units and structural rules agree."""
        return self._listing_key == build_listing_key(scenario)

    def has_same_figures(self, scenario: Scenario) -> bool:
        """Whether these designs measure the same there: money, market and units agree."""
        return self._measuring_key == build_measuring_key(scenario)

    def remeasure(self, scenario: Scenario) -> "Atlas":
        """The same designs by the figures of another scenario.

        Raises ValueError where that scenario does not list the same designs.
        """
        refuse_priced_or_routed(scenario)
        if not self.has_same_designs(scenario):
            raise ValueError("other units or structural rules need another list of designs")
        return _measure(scenario, self.listing, self.most)

    def answer(self, scenario: Scenario | None = None) -> AtlasAnswer:
        """What is best by a scenario's rules and objectives; by the atlas's own without one.

        Only rules that are not structural, and objectives, may differ from the atlas's scenario;
        for any other change take `at` first. Raises ValueError otherwise.
        """
        if scenario is None:
            scenario = self.scenario
        elif not (self.has_same_figures(scenario) and self.has_same_designs(scenario)):
            raise ValueError("these designs were measured for another scenario")
        return AtlasAnswer(scenario, self.measured)

    @cached_property
    def frame(self) -> "pl.DataFrame":
        """All D designs as a polars table, a row a design: see `build_atlas_frame`.

        By the scenario's own rules.
        """
        return build_atlas_frame(self.answer().settle())

    def find_position(self, design: Design) -> int | None:
        """The position of a design; None where it breaks a structural rule."""
        lots = [self._lot_positions.get(lot.units) for lot in design.lots]
        known = tuple(lot for lot in lots if lot is not None)
        return self.listing.designs.find_design(known) if len(known) == len(lots) else None

    @cached_property
    def _lot_positions(self) -> dict[tuple[int, ...], int]:
        return {self.listing.lots[lot]: lot for lot in range(len(self.listing.lots))}

    @cached_property
    def _listing_key(self) -> tuple[object, ...]:
        return build_listing_key(self.scenario)

    @cached_property
    def _measuring_key(self) -> tuple[object, ...]:
        return build_measuring_key(self.scenario)


def _measure(scenario: Scenario, listing: DesignListing, most: int) -> Atlas:
    candidates = CandidateTable(scenario, listing.lots)
    return Atlas(scenario, listing, MeasuredDesigns(candidates, listing.designs), most)
