"""Who was where and when, out of what was seen: scans at gates, time clocks, rosters. Plain loops: the meaning."""
