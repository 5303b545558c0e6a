"""A paper in each form: HTML, DOCX and PDF."""
