"""Handoff: an adopted proposal given to a department with a deadline, and the official response."""
