"""The tables of a framework, one class a row, with the columns that people fill in."""

from fractions import Fraction

from lotdesign.scenario.rows import EvidencedRow, Row
from lotdesign.scenario.values import Name, Names, Number, Pounds, Whole, Words, key

EVERY = "*"


class LotRow(Row):
    """A lot of the framework: categories of one sort."""

    id: Name = key("short name, unique")
    name: Words = key("full name; blank: the id", "")


class CategoryRow(Row):
    """A category of intervention, in which providers are ranked."""

    id: Name = key("short name, unique")
    name: Words = key("full name; blank: the id", "")
    lot: Name = key("id of its lot")
    per: Words = key("what one is that a price is for", "intervention")


class SupplierRow(EvidencedRow):
    """Somebody who applies to be on the framework."""

    id: Name = key("short name, unique")
    name: Words = key("full name; blank: the id", "")
    standards: Names = key("ids of the standards it has shown, a;b or *", ())
    monthly_capacity: Whole | None = key(
        "most that it can take on over all categories; blank: no limit",
        None,
        unit="interventions a month",
        least=0,
    )


class OfferRow(EvidencedRow):
    """What a provider offers in a category from one opening of the framework on.

    A later offer of the same provider in the same category takes the place of the earlier one.
    """

    provider: Name = key("id of the provider")
    category: Name = key("id of the category")
    price: Pounds = key("price of one intervention", unit="pounds")
    opening: Whole = key("opening at which it is made; 1: the first", 1, least=1)
    until: Whole | None = key("last opening at which it stands; blank: to the end", None, least=1)
    capacity: Whole | None = key(
        "most that it can take on in this category; blank: no limit",
        None,
        unit="interventions a month",
        least=0,
    )
    drawn: Whole | None = key("place drawn by lot, for ties", None, least=1)


class MarkRow(EvidencedRow):
    """How a provider was marked on a criterion of quality."""

    provider: Name = key("id of the provider")
    category: Name = key("id of the category; *: all without a mark of their own", EVERY)
    criterion: Name = key("id of the criterion")
    mark: Number = key("the mark", Fraction(0), least=0)


class DemandRow(EvidencedRow):
    """How many interventions of a category are forecast in each of some months."""

    category: Name = key("id of the category")
    month: Whole = key("month of the framework, 1 the first", least=1)
    until: Whole | None = key("last month with this quantity; blank: that month only", None)
    quantity: Whole = key("forecast", unit="interventions a month", least=0)
    buyer: Words = key("who calls off; blank: the authority", "")
