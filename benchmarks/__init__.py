"""Stand-alone scripts that kill and time the program; not installed."""
