"""Official documents as PDF and DOCX: content in, bytes out; no database, no clock, no Django."""
