"""Words with mathematics between dollar signs: read, checked, and spelled for TeX and HTML."""
