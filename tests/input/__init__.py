"""Tests of what is read: tables as people have them, and files that nobody should send."""
