// The one script of every page. Everything it does is a convenience: each page works without it.
import "htmx.org/dist/htmx.esm.js";
import "htmx.org/dist/ext/hx-sse.js";
import { announceChanges } from "./ts/announce";
import { autoSubmit } from "./ts/auto-submit";
import { copyButtons } from "./ts/copy";
import { keepFocus } from "./ts/focus";
import { closingMenus } from "./ts/menus";
import { pickerKeys } from "./ts/picker";
import { printButtons } from "./ts/print";
import { rowSelection } from "./ts/selection";

announceChanges();
autoSubmit();
copyButtons();
keepFocus();
closingMenus();
pickerKeys();
printButtons();
rowSelection();
