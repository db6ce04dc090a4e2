"""Pages that look at the whole: nearest way, findings, tightness, evidence."""
