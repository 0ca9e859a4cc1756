"""Running long work: the runner, and the export of long lists, which needs every slice's pages."""
