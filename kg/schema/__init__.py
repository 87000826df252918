"""What is generated from the schema, and questions to it."""
