"""The scenario's tables as people edit them, and edits written back into its files."""
