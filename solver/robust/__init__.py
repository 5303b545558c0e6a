"""The design whose largest regret over the cases is least: minimax regret (Savage 1951)."""
