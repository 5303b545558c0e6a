"""Few large lots: an assignment model of units to numbered lots, without listing candidates."""
