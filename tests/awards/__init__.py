"""Awards of given lots, against listing all of them."""
