"""What regulation says, as dated data: TOML files and their loader into the rules' own types. No Django."""
