"""What has to be given up of one measure for more of another."""
