"""What notes say beyond the curated facts: candidates for review as YAML, and concepts that are named without a link.

Pure functions over records; reading and merging happen below.
"""

from kg.extract.candidates import candidates_yaml
from kg.extract.mentions import Mention, unlinked_mentions

__all__ = ["Mention", "candidates_yaml", "unlinked_mentions"]
