"""Step 6: what is exported, its pages, print, PDF, signature."""
