"""Makes a scenario of files as councils have them, and says what was read, guessed and decided."""
