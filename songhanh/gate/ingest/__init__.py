"""The lean way of a scan into the stream: message, device, clock, outcome, answer. Knows no Django."""
