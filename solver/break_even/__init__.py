"""Break-even: how far an assumed figure may move before another design is best (`tipping`)."""
