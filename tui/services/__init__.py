"""What the app does between a key and a picture: the session, solving, studies, the view.

No service knows Textual: the app calls them, and builds the snapshot from what they hold.
"""
