"""Pictures as lines of styled text: spans, tables, frames, bars and plots; no terminal library."""
