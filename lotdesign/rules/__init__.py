"""What a design must respect, one module a kind of rule."""
