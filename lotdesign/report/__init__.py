"""Write answers as pages, Markdown, CSV and pictures.

A page is made of blocks; `plain_text` and `markdown` write it. There is a module for each command
or section, with its page and its CSV.
"""
