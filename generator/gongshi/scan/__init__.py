"""Shapes of personal numbers in whatever a folder or a repository holds."""
