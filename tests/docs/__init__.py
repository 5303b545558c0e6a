"""The pages of documentation say what the commands say."""
