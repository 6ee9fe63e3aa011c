import "./keys.js";
import "./forms.js";
import "./idle.js";
import "./kept.js";
import "./presence.js";
import "./selecting.js";
import "./lifeline.js";
import "./printing.js";
