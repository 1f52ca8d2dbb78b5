"""BUD: the budget."""
