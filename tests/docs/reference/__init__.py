"""The pages of docs that are written from the declarations of rules and measures: `make docs`."""
