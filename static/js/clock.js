// @ts-check
// Moments and durations as the server writes them (views/text): 24-hour, in the
// zone of the page, or as time since the task's start.

/** @param {number} n @param {number} width */
const pad = (n, width) => String(n).padStart(width, "0");

/** @param {number} n */
const group = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/**
 * A duration in ms without anything cut: "2 m 03.482 s".
 * @param {number} ms
 * @returns {string}
 */
export function exact(ms) {
  ms = Math.round(ms);
  if (ms < 0) return `−${exact(-ms)}`;
  const [d, h, m, s] = document.documentElement.lang.startsWith("zh") ? ["天", "小时", "分", "秒"] : ["d", "h", "m", "s"];
  const seconds = Math.floor(ms / 1000);
  const rest = pad(ms % 1000, 3);
  if (ms < 60_000) return `${seconds}.${rest} ${s}`;
  let text = `${Math.floor(seconds / 60) % 60} ${m} ${pad(seconds % 60, 2)}.${rest} ${s}`;
  if (seconds >= 3600) text = `${Math.floor(seconds / 3600) % 24} ${h} ${text}`;
  if (seconds >= 86400) text = `${group(Math.floor(seconds / 86400))} ${d} ${text}`;
  return text;
}

/** @type {Map<string, Intl.DateTimeFormat>} making one takes a millisecond */
const formats = new Map();

/** @param {string} zone */
function format(zone) {
  let f = formats.get(zone);
  if (!f) {
    f = new Intl.DateTimeFormat("en", {
      timeZone: zone, hourCycle: "h23", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
    });
    formats.set(zone, f);
  }
  return f;
}

/**
 * A moment as the timeline's axis writes it.
 * @param {number} ms UTC
 * @param {DOMStringMap} of the data attributes of the timeline: time, start, zone or offset (seconds
 *   east of UTC), min and max
 */
export function moment(ms, of) {
  ms = Math.round(ms);
  if (of.time === "relative") {
    const since = ms - Number(of.start);
    return (since < 0 ? "" : "+") + exact(since);
  }
  const local = of.zone ? ms : ms + Number(of.offset ?? 0) * 1000;
  /** @type {Record<string, string>} */
  const part = {};
  for (const { type, value } of format(of.zone || "UTC").formatToParts(local)) part[type] = value;
  const time = `${part.hour}:${part.minute}:${part.second}.${pad(((local % 1000) + 1000) % 1000, 3)}`;
  return Number(of.max) - Number(of.min) > 86_400_000 ? `${part.month}-${part.day} ${time}` : time;
}
