"""What every slice stands on: accounts, scope, acts and audit, files, notices, interface, Vietnamese text."""
