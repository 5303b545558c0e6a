"""Why a scenario admits no design, and what would mend it."""
