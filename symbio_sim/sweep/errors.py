"""What can go wrong with a sweep besides a run that fails."""


class SweepError(ValueError):
    """A sweep that cannot be begun as asked: a folder that is taken, workers that cannot work."""


class StorageError(Exception):
    """Results can no longer be written; what was written before is whole."""
