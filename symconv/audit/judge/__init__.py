"""Judging one answer: which of its statements answer what, whether they hold, and why not."""

from symconv.audit.judge.judging import judge, prepare

__all__ = ["judge", "prepare"]
