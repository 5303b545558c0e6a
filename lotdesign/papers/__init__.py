"""The papers that a council publishes: one content, written as HTML, DOCX and PDF."""
