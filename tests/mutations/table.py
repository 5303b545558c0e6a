"""All mutations, by area. A new area is one more line here."""

from tests.mutations import (
    awards,
    definitions,
    definitions_of_designs,
    delivery,
    eligibility,
    facts,
    law,
    limits,
    limits_of_designs,
    measures,
    money,
    questions,
    ranked,
)
from tests.mutations.mutation import Mutation

AREAS: dict[str, list[Mutation]] = {
    "Money": money.TABLE,
    "Eligibility, small providers, certificate": eligibility.TABLE,
    "Facts of the solver": facts.TABLE,
    "Rules about lots, definition": definitions.TABLE,
    "Rules about lots, limits": limits.TABLE,
    "Rules about designs, definition": definitions_of_designs.TABLE,
    "Rules about designs, limits": limits_of_designs.TABLE,
    "Measures": measures.TABLE,
    "Prices, consortia, withdrawals, winners": awards.TABLE,
    "Routes and funding": delivery.TABLE,
    "Who can bid, and groups of lots": questions.TABLE,
    "Weighing": ranked.WEIGHING,
    "Frameworks": ranked.FRAMEWORKS,
    "Appraisal and refusals": ranked.APPRAISAL,
    "The law": law.TABLE,
}
"""Area -> its mutations, in the order in which they are run and shown."""
