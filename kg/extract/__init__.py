"""What notes say beyond the curated facts: candidates for review as YAML.

Pure functions over records; reading and merging happen below.
"""

from kg.extract.candidates import candidates_yaml
from kg.extract.offers import Offer, offers

__all__ = ["Offer", "candidates_yaml", "offers"]
