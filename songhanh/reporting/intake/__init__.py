"""Reports that come as workbooks: the pre-filled template's layout and stamp, and reading it back."""
