"""The terminal interface: one app with services, and screens that draw its snapshots.

Each part imports only those before it: safe_text, canvas; session; worker; snapshot; pictures,
export; messages; services; widgets; screens; app; screenshot.
"""
