"""Generated from ontologies/als_kg.yaml; see kg.ontologies.generate."""
