"""Participation processes: a framed question, its phases by the clock, and the acts that each phase opens."""
