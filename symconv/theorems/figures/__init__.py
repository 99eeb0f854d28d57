"""Drawings that theorems show: one module for each kind of figure."""
