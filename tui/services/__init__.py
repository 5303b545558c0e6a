"""What the app does between a key and a picture: solving, studies and the view."""
