"""What a finished design is measured by, exactly."""
