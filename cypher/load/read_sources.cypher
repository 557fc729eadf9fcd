MATCH (s:KgSource)
RETURN s.path AS path, s.sha256 AS sha256, s.pending AS pending, s.reader AS reader,
  s.findings AS findings
ORDER BY path
