"""Draws the printed checklist as PDF/A-3b: fonts, line breaking, pages, tables; the only place with reportlab."""
