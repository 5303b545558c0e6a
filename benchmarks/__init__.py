"""Stand-alone scripts that kill, time and watch the program; not installed."""
