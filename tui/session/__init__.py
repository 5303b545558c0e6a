"""What the user asked for and has seen: edits, tray, actions, session file, tables; no screen."""
