"""What a sweep's table tells: comparisons, frontiers, tipping points, sensitivities, conditions of failure."""
