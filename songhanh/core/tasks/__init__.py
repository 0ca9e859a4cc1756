"""Long work: what kinds there are, how far one is, its file, its page. The rows are written by ``core.actions.tasks``.

The runner stands in ``config.tasks``, which sees every slice.
"""
