"""Received PDFs: what they are worth, and whom this user trusts."""
