"""The sections on futures: `[[case]]`, and `[stress]` with the chances that providers stay."""

from fractions import Fraction

from lotdesign.scenario.fields import (
    IdField,
    NameField,
    PercentageField,
    TextField,
    WholeField,
    declare_key,
)
from lotdesign.scenario.rows import ProviderKind
from lotdesign.scenario.sections import DocumentSection


class CaseSection(DocumentSection):
    """A future that somebody thinks possible: the scenario with some figures changed."""

    id: IdField = declare_key("short name, unique")
    name: TextField = declare_key("full name", "")
    changes: tuple[NameField, ...] = declare_key(
        "what is other, each as --set takes it: money.uplift=3%, providers.p3.capacity=, "
        "providers.p4.count=0, or a number of an envelope or a saving; none: as things stand",
        alias="set",
    )
    source: TextField = declare_key("who thinks so", "")


class StayByKind(DocumentSection):
    """The chance that a provider of each kind stays; 100% where left out."""

    national: PercentageField | None = declare_key(
        "national providers", None, unit="share", least=0, most=1
    )
    sme: PercentageField | None = declare_key(
        "small and medium-sized enterprises", None, unit="share", least=0, most=1
    )
    vcse: PercentageField | None = declare_key(
        "voluntary, community and social enterprises", None, unit="share", least=0, most=1
    )
    school: PercentageField | None = declare_key("schools", None, unit="share", least=0, most=1)
    mutual: PercentageField | None = declare_key("mutuals", None, unit="share", least=0, most=1)
    council: PercentageField | None = declare_key("councils", None, unit="share", least=0, most=1)

    def get_chance(self, kind: ProviderKind) -> Fraction:
        """The chance that a provider of this kind stays."""
        chance: Fraction | None = getattr(self, kind)
        return Fraction(1) if chance is None else chance


class StressSection(DocumentSection):
    """By what designs are tried against losses in the market."""

    stay: StayByKind = declare_key("the chance that a provider stays, by its kind", StayByKind())
    max_sets: WholeField = declare_key(
        "most sets of withdrawals that are listed", 1000, unit="sets", least=1, most=100_000
    )
    draws: WholeField = declare_key(
        "draws for a chance that is not summed up", 10_000, unit="draws", least=1, most=1_000_000
    )
    seed: WholeField = declare_key("what the draws start from", 1, least=0)
