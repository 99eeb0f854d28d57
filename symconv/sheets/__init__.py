"""From a problem set to documents: specification, problems, TeX, HTML, PDF, JSON."""
