"""kg turns notes into a knowledge graph that people trust."""
