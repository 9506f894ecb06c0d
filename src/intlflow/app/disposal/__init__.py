"""Disposal (gallring): what may go is proposed, decided on by people, and only then taken away."""
