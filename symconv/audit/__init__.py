"""Answers read, judged and reported: from somebody's file to one finding per question."""
