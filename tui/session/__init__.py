"""What the user asked for and has seen: edits, tray, actions, undo, session file; no screen."""
