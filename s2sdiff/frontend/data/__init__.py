"""Containers and objects: lists, tuples, dicts, records, and objects of users' classes."""
