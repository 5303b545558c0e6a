"""What each rule, each step of a number and each provider costs or is worth."""
