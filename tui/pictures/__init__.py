"""What each pane shows, as a pure function of a snapshot and a size; no terminal library."""
