"""Filters: a part of the evidence, with the edges tallied anew, as a view that is kept and answers like a graph.

What is wanted is a `kg.filters.wanted.Filter`, made of what somebody gave by `kg.filters.given`. Which
rows of evidence stay is told by `kg.filters.rows`, what their edges then add up to by
`kg.filters.tables`; `kg.filters.view` keeps the result in a folder beside the release's indexes.
"""
