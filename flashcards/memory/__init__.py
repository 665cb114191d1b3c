"""Events to what is remembered: the log, the fold, FSRS on logical days."""
