// The simulator on a page: the form that changes the address, and the run that is watched.

import { Wire, inspection } from "./wire.js";

const base = document.body.dataset.base;
const root = location.origin + base;

for (const place of document.querySelectorAll("[data-watch]")) {
  const form = place.querySelector("[data-controls]");
  if (form) {
    form.hidden = false;
    form.addEventListener("input", () => rebuild(place, form));
    // A form of several fields without a button of its own is not submitted by Enter.
    form.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); run(place); } });
    rebuild(place, form);
  }
  const button = place.querySelector("[data-run]");
  button.hidden = false;
  button.addEventListener("click", () => run(place));
}

function rebuild(place, form) {
  const pairs = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
  // As people write it: what a query may hold as it is, stays as it is.
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.trim()).replace(/%(2C|3A|2F|40)/g, decodeURIComponent)}`).join("&");
  place.dataset.target = query ? `${place.dataset.path}?${query}` : place.dataset.path;
  place.querySelector("[data-address]").textContent = root + place.dataset.target;
  place.querySelector("[data-curl]").textContent = `curl -i "${root}${place.dataset.target}"`;
}

let running = null;

async function run(place) {
  running?.abort();
  const here = running = new AbortController();
  const button = place.querySelector("[data-run]");
  const wire = new Wire(place.querySelector(".wire"));
  button.textContent = "Run again";
  try {
    const inquiry = { url: base + place.dataset.target, active: "none", linger: 1 };
    for await (const [kind, told] of inspection(inquiry, here.signal)) {
      if (kind !== "phase") wire.draw(kind, told);
    }
  } catch (error) {
    if (!here.signal.aborted) wire.fail(error.message);
  }
}
