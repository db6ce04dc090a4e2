"""Draws the printed checklist as PDF/A-3b: fonts, lines, pages, tables; the only place with reportlab."""
