// @ts-check
// Looks that scripts decide, such as how far the timeline is zoomed. They are
// rules of a sheet of their own, not styles of elements: so they outlive the
// elements that swap.js replaces, and the page stays without inline styles.

/** @type {Map<string, CSSStyleRule>} */
const rules = new Map();

/** @type {CSSStyleSheet | undefined} */
let sheet;

/**
 * Sets custom or other properties of whatever matches the selector; "" takes
 * one away.
 * @param {string} selector
 * @param {Record<string, string>} properties
 */
export function look(selector, properties) {
  let rule = rules.get(selector);
  if (!rule) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }
    const at = sheet.insertRule(`${selector} {}`, sheet.cssRules.length);
    rule = /** @type {CSSStyleRule} */ (sheet.cssRules[at]);
    rules.set(selector, rule);
  }
  for (const [name, value] of Object.entries(properties)) rule.style.setProperty(name, value);
}
