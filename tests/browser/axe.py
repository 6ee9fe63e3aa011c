"""axe as the tests run it. It reads the same few colours thousands of times on a long page; here it remembers them."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT

REMEMBER_COLOURS = """
(() => {
    const colour = axe.commons.color.Color.prototype;
    const read = colour.parseString;
    const known = new Map();
    colour.parseString = function (text) {
        if (known.has(text)) {
            [this.r, this.g, this.b, this.alpha] = known.get(text);
            return this;
        }
        const answer = read.call(this, text);
        known.set(text, [this.r, this.g, this.b, this.alpha]);
        return answer;
    };
})();"""
"""Reading depends on the text alone; a text that cannot be read throws, and is not kept."""

SCRIPT = AXE_SCRIPT + REMEMBER_COLOURS
"""To be evaluated on a page: ``axe.run`` is there afterwards."""
