"""What each rule, parameter step and provider costs (command `price`)."""
