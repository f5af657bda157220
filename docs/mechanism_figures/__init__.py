"""One figure for each page of a mechanism, drawn by calling the mechanism itself."""
