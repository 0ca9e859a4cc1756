"""One process, one origin: the gates' lean path and the pages behind the same RSGI entry."""
