"""The command line of s2sdiff."""
