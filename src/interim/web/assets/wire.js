// An exchange on the wire: asks the inspector's API, and draws what it tells. Everything is set as text, never as HTML.

const base = document.body.dataset.base;

/** A new element with text and attributes. */
export function make(name, text = "", attributes = {}) {
  const element = document.createElement(name);
  if (text !== "") element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** The refusal of a response: the detail of its problem details. */
export async function refusal(response) {
  try {
    return (await response.json()).detail;
  } catch {
    return `The server answered ${response.status}.`;
  }
}

/** POST JSON to the inspector. */
export function post(path, document, { signal, accept = "application/json" } = {}) {
  const headers = { "Content-Type": "application/json", Accept: accept };
  return fetch(base + path, { method: "POST", headers, body: document, signal });
}

/** The events of an inspection, as they come: [kind, document]. */
export async function* inspection(inquiry, signal) {
  const response = await post("/api/inspect", JSON.stringify(inquiry), { signal, accept: "text/event-stream" });
  if (!response.ok) throw new Error(await refusal(response));
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const match = /^event: (\S+)\ndata: (.*)$/s.exec(event);
      if (match) yield [match[1], JSON.parse(match[2])];
    }
  }
}

/** Draws one exchange into an element. Where further requests are made, `thorough` tells which were not. */
export class Wire {
  constructor(place, { thorough = false } = {}) {
    this.thorough = thorough;
    this.state = make("p", "Asking …", { class: "state", role: "status" });
    this.list = make("ol", "", { class: "timeline" });
    this.interims = 0;
    place.replaceChildren(this.state, this.list);
    this.place = place;
  }

  /** Draw one event. */
  draw(kind, told) {
    switch (kind) {
      case "phase": return this.add(null, "soft", `${told.phase} `, `${seconds(told.took)} ${told.detail}`);
      case "sent": return this.add(0, "soft", "request sent");
      case "interim": return this.interim(told);
      case "final": return this.final(told);
      case "content": return this.content(told);
      case "fault": return this.add(told.at, "c5", "fault ", told.detail);
      case "notice": return this.add(null, "soft", "", told.text);
      case "end": return this.add(told.at, "soft", told.end === "deadline" ? "stopped watching" : `connection: ${told.end}`);
      case "problem": return this.fail(told.detail);
      case "report": return this.report(told);
    }
  }

  interim(told) {
    this.interims += told.late ? 0 : 1;
    const size = told.octets === null ? "" : `${told.octets} octets`;
    this.add(told.at, "c1", `${told.status} ${told.reason}`, told.late ? `${size}, after the final response` : size, fields(told.headers));
    if (!told.late) this.state.textContent = `${counted(this.interims)} so far …`;
  }

  final(told) {
    this.add(told.at, `c${String(told.status)[0]}`, `${told.status} ${told.reason}`, told.version, fields(told.headers));
    this.state.textContent = `${counted(this.interims)}, then ${told.status} after ${seconds(told.at)}.`;
  }

  content(told) {
    // Content comes in many parts; those that follow one another share a line.
    if (this.list.lastElementChild?.dataset.kind === "content") {
      this.octets += told.octets;
      this.list.lastElementChild.querySelector("strong").nextElementSibling.textContent = `${this.octets} octets`;
      return;
    }
    this.octets = told.octets;
    this.add(told.at, "soft", "content", `${told.octets} octets`).dataset.kind = "content";
  }

  /** Findings, content and octets, when it is over. */
  report(told) {
    const final = told.exchange.final;
    if (!final) this.state.textContent = `${counted(told.exchange.interims.length)}, and no final response.`;
    if (final?.content_preview) {
      const line = [...this.list.children].findLast((one) => one.dataset.kind === "content");
      line?.querySelector(".what").append(make("pre", final.content_preview, { tabindex: "0", "aria-label": "Content" }));
    }
    this.place.append(...findings(told), octets(told.capture));
    const skipped = Object.entries(told.skipped).map(([name, reason]) => `${name}: ${reason}`);
    if (this.thorough && skipped.length > 0) {
      const all = make("details");
      all.append(make("summary", "Not tried"), make("pre", skipped.join("\n"), { tabindex: "0", "aria-label": "Not tried" }));
      this.place.append(all);
    }
  }

  /** It could not be done. */
  fail(detail) {
    this.state.className = "state bad";
    this.state.textContent = detail;
  }

  add(at, mood, strong, more = "", below = "") {
    const item = make("li", "", { class: "new" });
    const what = make("div", "", { class: "what" });
    what.append(make("strong", strong, { class: mood }), make("span", more, { class: "soft" }));
    if (below) what.append(make("pre", below, { tabindex: "0", "aria-label": "Fields" }));
    item.append(make("time", at === null ? "" : seconds(at)), make("span", "", { class: `dot ${mood}` }), what);
    this.list.append(item);
    return item;
  }
}

/** Draw an exchange that was judged without a network. */
export function drawReport(place, told) {
  const wire = new Wire(place);
  for (const { event, ...rest } of told.exchange.timeline) wire.draw(event, rest);
  wire.report(told);
}

function findings(told) {
  if (told.findings.length === 0) return [make("p", "The rules find nothing wrong.", { class: "state" })];
  const list = make("ul", "", { class: "findings" });
  for (const one of told.findings) {
    const item = make("li");
    const link = make("a", one.id, { href: `${base}/rules/${one.id}` });
    item.append(make("span", one.severity, { class: `severity ${one.severity}` }), " ", link, ` ${one.message} `);
    item.append(make("span", one.spec.join(", "), { class: "soft small" }));
    list.append(item);
  }
  return [make("h3", "Findings"), list];
}

function octets(capture) {
  const all = make("details", "", { class: "example" });
  all.append(make("summary", "The octets, as they came"));
  const request = capture.request;
  const lines = [`${request.method} ${request.target} ${request.version}`, ...request.headers.map((line) => line.join(": "))];
  const parts = [`> ${lines.join("\n> ")}\n`];
  for (const { at, ...event } of capture.events) {
    parts.push(`\n${seconds(at)}  ${shown(event)}`);
  }
  all.append(make("pre", parts.join(""), { class: "octets", tabindex: "0", "aria-label": "Octets" }));
  return all;
}

function shown(event) {
  if ("text" in event) return `\n${event.text.replaceAll("\r\n", "\u240d\u240a\n")}`;
  if ("bytes_b64" in event) return `${hex(atob(event.bytes_b64))}`;
  if ("elided" in event) return `... ${event.elided} octets, not kept`;
  return event.event;
}

function hex(octets) {
  const rows = [];
  for (let at = 0; at < octets.length; at += 16) {
    const row = [...octets.slice(at, at + 16)];
    const codes = row.map((one) => one.charCodeAt(0).toString(16).padStart(2, "0")).join(" ");
    rows.push(`${codes.padEnd(48)} ${row.map((one) => (one >= " " && one <= "~" ? one : ".")).join("")}`);
  }
  return `\n${rows.join("\n")}`;
}

function fields(headers) {
  return headers.map(([name, value]) => `${name}: ${value}`).join("\n");
}

function counted(number) {
  return number === 1 ? "1 interim response" : `${number || "No"} interim responses`;
}

function seconds(at) {
  return `${at.toFixed(3)} s`;
}
