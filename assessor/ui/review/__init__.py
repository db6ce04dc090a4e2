"""Both sides of a review in the window: the examiner's desk, and the architect's answers."""
