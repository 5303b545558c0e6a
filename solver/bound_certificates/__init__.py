"""Makes bound certificates: duals in whole numbers that show that no better design exists.

The lots are those that the checker lists (`lotdesign/verify/lot_listing.py`). Only the duals come
from a linear program, and whatever they are, what follows is checked in whole numbers.
"""
