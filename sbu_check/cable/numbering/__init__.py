"""Paragraph numbers: the cheapest explanation of the printed numbers as 1 to n under known damage."""
