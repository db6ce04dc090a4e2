"""Editions side by side, and taking an assessment from one to another."""
