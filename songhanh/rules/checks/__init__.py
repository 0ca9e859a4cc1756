"""One validation for every way a report comes in: web, workbook, API, command line."""
