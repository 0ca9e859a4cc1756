"""«Tìm…» at the top of every page: what the reader may see, of every slice, by words."""
