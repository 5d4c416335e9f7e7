"""The five stages, one Prefect task a file: each a straight line of calls into the rooms below."""
