"""From the loaders' records to a release: merge, check, quarantine, votes, account, receipt."""
