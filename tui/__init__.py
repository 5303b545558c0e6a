"""The terminal interface: one app, its services, screens that draw snapshots and send messages."""
