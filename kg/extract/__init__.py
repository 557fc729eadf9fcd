"""What notes say beyond the curated facts: candidates for review as YAML.

Pure functions over records; reading and merging happen below.
"""

from kg.extract.candidates import candidates_yaml

__all__ = ["candidates_yaml"]
