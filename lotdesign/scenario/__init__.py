"""A scenario: values, tables, sections, the base class of rules, and what follows from them."""
