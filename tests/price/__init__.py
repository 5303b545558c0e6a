"""What rules, steps and providers cost."""
