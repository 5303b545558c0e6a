"""Pictures as lines of styled text: spans, tables, frames, bars, plots, maps; no terminal."""
