"""Every kind of rule, on one small office."""
