"""How designs stand up to the market: withdrawals, margins, chances, and regret over cases."""
