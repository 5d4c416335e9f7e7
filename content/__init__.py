"""What travels between the stages: artifacts, settings, errors and the store. Imports nothing else of ours."""
