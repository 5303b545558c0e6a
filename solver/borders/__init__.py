"""Few large lots: lots are priced by their borders, one front crossing the map, and none listed."""
