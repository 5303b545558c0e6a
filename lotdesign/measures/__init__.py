"""What a design is measured by, one module a measure."""
