// The inspector's page: the form, the live timeline, and what can be taken away.

import { Wire, drawReport, inspection, post, refusal } from "./wire.js";

const form = document.querySelector("#ask");
const result = document.querySelector("#result");
const share = document.querySelector("#share");
const place = result.querySelector(".wire");
let running = null;
let last = null;

form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });

for (const button of share.querySelectorAll("[data-save]")) {
  button.addEventListener("click", () => save(button.dataset.save));
}

document.querySelector("#open").addEventListener("change", async ({ target }) => {
  const file = target.files[0];
  if (!file) return;
  begin();
  const response = await post("/api/lint", file);
  if (!response.ok) {
    new Wire(place).fail(`${file.name}: ${await refusal(response)}`);
    return;
  }
  const told = await response.json();
  for (const report of told.reports ?? [told]) keep(report);
});

const url = form.elements.url.value;
if (url && sessionStorage.getItem("inspect") === url) {
  sessionStorage.removeItem("inspect");
  ask();
}

async function ask() {
  begin();
  const here = running = new AbortController();
  const wire = new Wire(place, { thorough: true });
  try {
    for await (const [kind, told] of inspection(inquiry(), here.signal)) {
      wire.draw(kind, told);
      if (kind === "report") offer(told);
    }
  } catch (error) {
    if (!here.signal.aborted) wire.fail(error.message);
  }
}

function begin() {
  running?.abort();
  result.hidden = false;
  share.hidden = true;
}

function keep(report) {
  drawReport(place, report);
  offer(report);
}

function offer(report) {
  last = report;
  share.hidden = false;
}

function inquiry() {
  const asked = form.elements;
  const lines = asked.headers.value.split("\n").filter((line) => line.trim());
  const wanted = {
    url: absolute(asked.url.value.trim()),
    method: asked.method.value.trim(),
    http: asked.http.value,
    active: asked.active.value,
    headers: lines.map((line) => [line.split(":", 1)[0].trim(), line.slice(line.indexOf(":") + 1).trim()]),
    expect: asked.expect.checked,
    follow: asked.follow.checked,
    poll_monitor: asked.poll_monitor.checked,
    insecure: asked.insecure.checked,
  };
  if (asked.content.value) wanted.content = asked.content.value;
  return wanted;
}

function absolute(text) {
  if (/^([a-z][a-z0-9+.-]*:\/\/|\/)/i.test(text)) return text;
  // Whoever types example.com means that site, over TLS; on one's own machine there rarely is any.
  return `${/^(localhost|127\.|\[::1\])/i.test(text) ? "http" : "https"}://${text}`;
}

async function save(what) {
  const name = `${new URL(last.exchange.url || "capture:capture").host || "capture"}-${what}`;
  if (what === "har") {
    const response = await post("/api/lint?format=har", JSON.stringify(last.capture));
    download(`${name.replace(/-har$/, "")}.har`, await response.text());
  } else {
    download(`${name}.json`, JSON.stringify(what === "capture" ? last.capture : last, null, 2));
  }
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name.replace(/[^\w.-]+/g, "_") });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
