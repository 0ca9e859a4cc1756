"""Official documents: layout, numbering, issue."""
