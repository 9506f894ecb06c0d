"""What political bodies decide: who must, who has, and what follows from it."""
