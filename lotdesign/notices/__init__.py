"""Notices as data, by the Open Contracting Data Standard: of a design, and their faults."""
