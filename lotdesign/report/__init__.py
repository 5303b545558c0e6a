"""Turns answers into text that people and programs read.

A page is made of blocks and written as plain text or as Markdown. CSV stands beside
the page that it belongs to, one module a command or a section.
"""
