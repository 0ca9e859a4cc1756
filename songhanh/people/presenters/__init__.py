"""People as pages, files and the API show them: masked for everyone but the employer."""
