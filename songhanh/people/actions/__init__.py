"""What may be done to people's rows: each public function is one act."""
