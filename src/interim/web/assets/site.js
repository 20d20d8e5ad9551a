// What every page has: copying, filtering, and the way from a code's page to the inspector.

for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.textContent;
  button.addEventListener("click", async () => {
    const text = button.parentElement.querySelector("pre").textContent;
    button.textContent = (await copied(text)) ? "Copied" : "Press Ctrl+C";
    setTimeout(() => { button.textContent = label; }, 1600);
  });
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure context there is no clipboard: the text is selected, to be copied by hand.
    const pre = [...document.querySelectorAll("pre")].find((one) => one.textContent === text);
    getSelection().selectAllChildren(pre);
    return false;
  }
}

const filter = document.querySelector("[data-filter]");
if (filter) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const verdict = document.querySelector("[data-verdict]:is(select)");
  const told = document.querySelector("[data-filtered]");
  const form = filter.form;
  form.hidden = false;
  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits = words.every((word) => row.dataset.row.includes(word));
      row.hidden = !fits || Boolean(verdict?.value && row.dataset.verdict !== verdict.value);
      shown += row.hidden ? 0 : 1;
    }
    for (const group of document.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-row]:not([hidden])");
    }
    told.textContent = `${shown} of ${rows.length}`;
  };
  filter.addEventListener("input", apply);
  verdict?.addEventListener("change", apply);
  if (form.hasAttribute("data-filter-form")) form.addEventListener("submit", (event) => event.preventDefault());
}

// A link to /inspect?url=... only fills the form, whoever made it. This page may say that it should run at once.
for (const form of document.querySelectorAll("[data-inspect-form]")) {
  form.addEventListener("submit", () => sessionStorage.setItem("inspect", form.elements.url.value));
}
