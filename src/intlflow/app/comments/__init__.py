"""What people say beside the work: on a case, a duty, a decision, a meeting, a call, a document, a unit."""
