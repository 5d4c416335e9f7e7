"""Language models, wording and grammar: everything that turns facts into sentences."""
