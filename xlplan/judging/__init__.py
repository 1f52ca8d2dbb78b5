"""Judging of what stands in books: sums, targets, outcomes and directions, as rules and reports
judge them alike."""
