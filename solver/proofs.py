"""Names of what proves a thing without an engine, as results state them."""

from lotdesign.result.base import PREFLIGHT_ARITHMETIC as PREFLIGHT_ARITHMETIC

LISTING_PROOF = "listing the lots"
"""No lot, or none that holds a certain unit, keeps the rules about single lots."""
VALUE_ARITHMETIC = "arithmetic over the values of lots"
"""No lots whose values add up to the total, whatever they hold, cost less."""
RELAXATION_PROOF = "Lagrangian relaxation over the lots that providers could win"
"""No lots that hold every unit once, connected or not, cost less."""
ENUMERATION_PROOF = "listing all designs"
"""All designs were enumerated, and each was seen to bear it out."""
