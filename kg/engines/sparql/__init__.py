"""SPARQL over a release: an Oxigraph store of the RDF shape, the guard before it."""
