"""What the user has asked for and seen, without a screen: a session and actions on it."""
