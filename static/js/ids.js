// @ts-check
// A page of thousands says whose a row is once: in the address of its name's
// link (views/gantt/byhand.go). Scripts find things by data-id, so that is added
// here: to a name what its address says, to a bar what the name in its place does.

/**
 * Adds the ids to the rows in what was parsed.
 * @param {Document | DocumentFragment | Element} within
 */
export function identify(within) {
  for (const part of within.querySelectorAll(".tl-part")) {
    const bars = part.querySelectorAll(".tl-bars > a");
    part.querySelectorAll(".tl-names a").forEach((name, row) => {
      if (name.hasAttribute("data-group")) return;
      const id = name.getAttribute("data-id") ?? asked(name.getAttribute("href") ?? "");
      name.setAttribute("data-id", id);
      bars[row]?.setAttribute("data-id", id);
    });
  }
}

/**
 * Adds the id to a row's name or bar that comes alone, for it takes the place of
 * another one.
 * @param {Element} old
 * @param {Element} fresh
 */
export function sameAs(old, fresh) {
  const [was, is] = [old, fresh].map((e) => (e.localName === "li" ? e.querySelector("a") : e));
  const id = was?.getAttribute("data-id");
  if (id) is?.setAttribute("data-id", id);
}

/** Which subtask an address asks for. @param {string} href */
const asked = (href) => /[?&]subtask=(\d+)/.exec(href)?.[1] ?? "";
