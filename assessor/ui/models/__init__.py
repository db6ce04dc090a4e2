"""Qt models: thin adapters that answer from the session's state and evaluation."""
