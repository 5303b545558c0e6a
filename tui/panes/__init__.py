"""What each pane of a screen shows, drawn from a `Sight`."""
