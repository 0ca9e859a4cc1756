"""Files of time clocks: read, checked, compared. Only `clock_examination` reads tables and the stream."""
