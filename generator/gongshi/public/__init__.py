"""The privacy boundary: what of the records anyone may know. Nothing past it knows the records."""
