"""A municipality is a folder: its words, units, bodies, documents, checklists and roles."""
