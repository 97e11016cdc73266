// Published pages work without this. It makes the list searchable, and leads addresses of items from when a plan was one page to their own pages.
(() => {
  "use strict";
  const script = document.currentScript;

  // Without this, large print ends with the next link within the page.
  const enlarge = () => {
    const box = document.getElementById("large-print");
    if (box && location.hash === "#large-print") box.checked = true;
  };

  const lead = () => {
    const id = location.hash.slice(1).replace(/^i-/, "");
    if (!/^[a-z0-9][a-z0-9.-]{0,62}$/.test(id) || document.getElementById(location.hash.slice(1))) return;
    const page = "items/" + id + ".html";
    fetch(page, { method: "HEAD", credentials: "omit" }).then(answer => { if (answer.ok) location.replace(page); }, () => { });
  };

  const search = () => {
    const place = document.querySelector(".search");
    const label = document.createElement("label");
    const field = document.createElement("input");
    const found = document.createElement("p");
    label.textContent = place.dataset.label;
    label.htmlFor = field.id = "words";
    field.type = "search";
    field.autocomplete = "off";
    found.setAttribute("role", "status");
    place.append(label, field, found);
    const groups = [...document.querySelectorAll(".listed")].map(group => ({
      group, lines: [...group.querySelectorAll("li")].map(line => ({ line, text: line.textContent.toLowerCase() })),
    }));
    const filters = [...document.querySelectorAll(".views a")];
    const show = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      const view = decodeURIComponent(location.hash.slice(1));
      const known = filters.some(filter => filter.id === view) && view !== "all";
      let count = 0;
      for (const { group, lines } of groups) {
        let any = false;
        for (const { line, text } of lines) {
          const hit = words.every(word => text.includes(word));
          line.hidden = !hit;
          any ||= hit;
          if (hit && (!known || line.classList.contains(view))) count++;
        }
        group.hidden = !any;
      }
      for (const filter of filters)
        if (filter.id === (known ? view : "all")) filter.setAttribute("aria-current", "true");
        else filter.removeAttribute("aria-current");
      found.textContent = words.length || known ? count + " " + place.dataset.found : "";
    };
    let wait;
    field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(show, 150); });
    addEventListener("hashchange", show);
    show();
  };

  const begin = () => {
    enlarge();
    if (script.hasAttribute("data-list")) search();
    else lead();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
