"""The ledgers of all jobs in one database: which documents rest on a fact, a source, a model; what repeats.

SQLite by default, PostgreSQL by setting. A job's folder is the truth; the database is made of it and can be made anew.
"""
