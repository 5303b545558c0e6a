"""What the best design is compared with: reference designs, other numbers of lots, fewer rules."""
