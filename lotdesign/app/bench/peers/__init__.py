"""Other ways to solve the same scenarios, to be measured against. None of them ever judges."""
