"""Before and around a document: start, files, what was left behind, choices of the user."""
