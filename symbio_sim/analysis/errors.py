"""What an analysis cannot do, said so that its owner can mend it."""


class AnalysisError(ValueError):
    """A question that the table of a sweep cannot answer; the message says why, and what would help."""
