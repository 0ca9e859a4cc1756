"""Cases, tracing runs, who may read them: health data of named persons."""
