"""The register of enterprises, their projects, contact points and officers in charge."""
