"""Turns a result into text that people and programs read.

One page of content (`page`, filled by one module a section) is written as plain text or as
Markdown; JSON is the result itself, CSV its lots.
"""
