// The one script of every page. What HTMX cannot do has a module of its own, imported here.
import htmx from "htmx.org";

// The content security policy forbids eval and styles set from script.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // pages hold personal data: none is kept in the browser's storage
