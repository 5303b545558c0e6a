"""Tables and TOML files changed in place, with comments and order kept."""
