"""A folder of received PDFs, verified in one go."""
