"""Pictures as lines of styled text: pure functions, no terminal."""
