"""What every floor above speaks in: records, identifiers, votes, and the three tables."""
