"""Reports: Worlds collected, measured, drawn, tabulated, told, and written to a folder."""
