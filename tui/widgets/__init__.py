"""The few Textual widgets that screens are made of: panes, bars, dialogs."""
