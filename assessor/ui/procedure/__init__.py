"""Pages around the sheet: requirements, dwellings applied for, documents of the applications, dates."""
