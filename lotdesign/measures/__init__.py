"""The measures of a finished design, exact; `base.Measure` says what each declares."""
