"""Law as dated figures with their sources, and what of it a procurement has to look at."""
