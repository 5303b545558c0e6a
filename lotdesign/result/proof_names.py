"""Names of the engines and of what proves a thing without one, as results state them."""

from typing import Literal

EngineName = Literal["cp-sat", "highs"]

LIST_OF_ALL_DESIGNS = "list of all designs"
"""Stands for an engine where the best design was looked up among all that there are."""

PREFLIGHT_ARITHMETIC = "pre-flight arithmetic"
"""What proves a result by itself where pre-flight checks show that no design is admissible."""
LISTING_PROOF = "listing the lots"
"""No lot, or none that holds a certain unit, keeps the rules about single lots."""
VALUE_ARITHMETIC = "arithmetic over the values of lots"
"""No lots whose values add up to the total, whatever they hold, cost less."""
RELAXATION_PROOF = "Lagrangian relaxation over the lots that providers could win"
"""No lots that hold every unit once, connected or not, cost less."""
EIGENVALUE_PROOF = "eigenvalues of the map of touching units"
"""No lots inside the bands, connected or not, cut fewer pairs."""
MEDIAN_PROOF = "Lagrangian relaxation over lots around a middle"
"""No lots inside the bands that hold every unit once, connected or not, lie closer together."""
ENUMERATION_PROOF = "listing all designs"
"""All designs were enumerated, and each was seen to bear it out."""

PROOFS_WITHOUT_ENGINE = (
    PREFLIGHT_ARITHMETIC,
    LISTING_PROOF,
    VALUE_ARITHMETIC,
    RELAXATION_PROOF,
    EIGENVALUE_PROOF,
    MEDIAN_PROOF,
    ENUMERATION_PROOF,
)
"""Everything that proves a thing without an engine."""
