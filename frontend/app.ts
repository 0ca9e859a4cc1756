// The one script of every page. What HTMX cannot do has a module of its own, imported here.
import htmx from "htmx.org";
import "./page";
import "./idle";
import "./autosave";
import "./typing";
import "./leaving";
import "./columns";
import "./days";
import "./batch";
import "./source";
import "./sheet";
import "./seek";
import "./least";

// The content security policy forbids eval and styles set from script.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // pages hold personal data: none is kept in the browser's storage
htmx.config.defaultSettleDelay = 0; // what stands on the page works: no key falls between a swap and its links
// A form that could not be saved comes back as 422 with its errors: that answer is shown too.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true },
  { code: "[45]..", swap: false, error: true },
];
