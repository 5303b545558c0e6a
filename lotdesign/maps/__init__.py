"""Maps: boundaries of localities, which of them touch, and where points lie."""
