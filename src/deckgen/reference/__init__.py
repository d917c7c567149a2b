"""The reference of the language, made from its models: a JSON Schema for editors, explanations for people."""
