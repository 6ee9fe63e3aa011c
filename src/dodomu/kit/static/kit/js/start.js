import "./keys.js";
import "./forms.js";
import "./idle.js";
import "./kept.js";
