// <strategy-progress plan="…">: a plan's progress on any page. No cookies, nothing stored, no third party.
(() => {
  "use strict";
  const script = document.currentScript;
  const base = new URL(".", script.src).href;

  // Within a progress page in an iframe: tell the page around it how high the content is.
  if (script.hasAttribute("data-page")) {
    if (parent !== window)
      new ResizeObserver(() => parent.postMessage({ strategyProgress: document.documentElement.offsetHeight }, "*")).observe(document.documentElement);
    return;
  }

  if (customElements.get("strategy-progress")) return;

  addEventListener("message", event => {
    const height = event.data && event.data.strategyProgress;
    if (event.origin !== new URL(base).origin || !(height > 0 && height < 1e5)) return;
    for (const frame of document.querySelectorAll("iframe[data-auto-height]"))
      if (frame.contentWindow === event.source) frame.style.height = Math.ceil(height) + "px";
  });

  const shapes = { complete: "✔", onTrack: "●", atRisk: "▲", offTrack: "◆", notReported: "?", notStarted: "○", paused: "‖", cancelled: "✕" };
  const words = {
    en: {
      complete: "Complete", onTrack: "On track", atRisk: "At risk", offTrack: "Off track", notReported: "Not reported", notStarted: "Not started",
      paused: "Paused", cancelled: "Cancelled", overdue: "overdue", progress: "progress", asAt: "As at", all: "See the full progress page", ongoing: "Ongoing",
      by: "by", none: "No date given", more: "more items on the full page", held: "Title held back for checking",
    },
    cy: {
      complete: "Wedi’i gwblhau", onTrack: "Ar y trywydd iawn", atRisk: "Mewn perygl", offTrack: "Oddi ar y trywydd", notReported: "Heb adroddiad", notStarted: "Heb ddechrau",
      paused: "Wedi’i oedi", cancelled: "Wedi’i ganslo", overdue: "hwyr", progress: "cynnydd", asAt: "Ar", all: "Gweld y dudalen gynnydd lawn", ongoing: "Parhaus",
      by: "erbyn", none: "Dim dyddiad", more: "eitem arall ar y dudalen lawn", held: "Teitl yn cael ei wirio",
    },
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:host{display:block!important;visibility:visible!important;opacity:1!important;height:512px}
:host([hidden]){display:none!important}
.root{all:initial;display:block;box-sizing:border-box;height:100%;overflow:auto;padding:1em;border:1px solid #b1b4b6;font:medium/1.5 "Helvetica Neue",Helvetica,Arial,sans-serif;overflow-wrap:anywhere;color-scheme:light dark;--ink:#0b0c0c;--paper:#fff;--mute:#505a5f;--link:#1d5fa0;color:var(--ink);background:var(--paper)}
@media (prefers-color-scheme:dark){.root:not(.light){--ink:#f3f2f1;--paper:#0f1316;--mute:#b1b4b6;--link:#8cc0f0}}
.root.dark{--ink:#f3f2f1;--paper:#0f1316;--mute:#b1b4b6;--link:#8cc0f0}
.root:focus-visible,a:focus-visible{outline:3px solid #fd0;outline-offset:-3px;box-shadow:inset 0 0 0 6px #0b0c0c}
h1,h2,h3,h4,h5,h6{font-size:1.3em;line-height:1.25;margin:0 0 .5em}
ul{list-style:none;padding:0;margin:.5em 0}
.counts{display:flex;flex-wrap:wrap;gap:.25em 1.25em}
.items li{border-top:1px solid #b1b4b6;padding:.5em 0}
p{margin:.5em 0}
small{color:var(--mute);font-size:.9em}
a{color:var(--link);display:inline-block;min-height:24px}
`);

  const make = (name, text, ...children) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    element.append(...children);
    return element;
  };
  const shape = standing => {
    const mark = make("span", shapes[standing] + " ");
    mark.setAttribute("aria-hidden", "true");
    return mark;
  };

  class StrategyProgress extends HTMLElement {
    static observedAttributes = ["plan", "heading-level", "theme", "items", "lang"];
    #root = this.attachShadow({ mode: "open" });
    #snapshot;
    #file;
    #wanted = 0;
    #loaded = 0;
    #again = () => { if (!document.hidden && Date.now() - this.#loaded > 6e4) this.#load(); };

    connectedCallback() {
      this.#root.adoptedStyleSheets = [sheet];
      if (!this.#root.hasChildNodes()) this.#end();
      document.addEventListener("visibilitychange", this.#again);
      this.#load();
    }

    disconnectedCallback() {
      document.removeEventListener("visibilitychange", this.#again);
    }

    attributeChangedCallback(name) {
      if (!this.isConnected) return;
      if (name === "plan" || this.#needed() !== this.#file) this.#load();
      else if (this.#snapshot) this.#show();
    }

    // The small file has the counts and the first ten deliverables.
    #needed() {
      const items = this.getAttribute("items") || "10";
      return /^\d+$/.test(items) && +items <= 10 ? "embed.json" : "latest.json";
    }

    async #load() {
      const plan = this.getAttribute("plan") || "";
      const wanted = ++this.#wanted;
      this.#file = this.#needed();
      if (!/^[a-z0-9][a-z0-9.-]{0,62}$/.test(plan)) return;
      const ask = async (file, cache) => {
        const small = file === "embed.json";
        const asked = fetch(base + plan + "/" + file, { cache, credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(1e4) });
        const answer = small ? await asked.catch(() => null) : await asked;
        // Published before there was a small file; a server may say so in a way that a page of another origin cannot read.
        if (small && (!answer || answer.status === 404)) return ask("latest.json", cache);
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      };
      const get = cache => ask(this.#file, cache);
      const show = snapshot => {
        if (wanted !== this.#wanted) return;
        this.#snapshot = snapshot;
        this.#loaded = Date.now();
        this.#show();
      };
      // The browser's own cache first, however old: it is there at once, and when network or server fail.
      const kept = await get("force-cache").catch(() => null);
      if (kept) show(kept);
      // What has just come is fresh enough for the cache, so this costs no request then.
      const fresh = kept && await get("default").catch(error => error.message);
      if (fresh === "404" && wanted === this.#wanted) this.#end();
      else if (fresh && fresh.hash && fresh.hash !== kept.hash) show(fresh);
    }

    // Nothing is known yet, or the plan is no longer public: the page's own words are shown.
    #end() {
      const box = make("div", "", document.createElement("slot"));
      box.className = "root " + (this.getAttribute("theme") || "");
      this.#snapshot = null;
      this.#root.replaceChildren(box);
    }

    #show() {
      const { plan, totals, deliverables = totals, items, asAt, count } = this.#snapshot;
      const language = (this.getAttribute("lang") || "en").slice(0, 2) === "cy" ? "cy" : "en";
      const say = words[language];
      const day = date => new Intl.DateTimeFormat(language === "cy" ? "cy-GB" : "en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: date.length > 10 ? "Europe/London" : "UTC" }).format(new Date(date));
      const level = Math.min(6, Math.max(1, parseInt(this.getAttribute("heading-level"), 10) || 2));
      const box = make("div");
      box.className = "root " + (this.getAttribute("theme") || "");
      box.lang = language;
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", plan.title + ": " + say.progress);
      box.append(make("h" + level, plan.title + ": " + say.progress));

      const counts = make("ul");
      counts.className = "counts";
      for (const standing in shapes)
        if (deliverables[standing]) counts.append(make("li", "", shape(standing), say[standing] + ": ", make("strong", deliverables[standing])));
      box.append(counts);

      const parents = new Set(items.map(item => item.parent));
      const wanted = this.getAttribute("items") || "10";
      const named = wanted.split(/[\s,]+/);
      const leaves = items.filter(item => !parents.has(item.id));
      const chosen = wanted === "all" ? leaves : /^\d+$/.test(wanted) ? leaves.slice(0, +wanted) : items.filter(item => named.includes(item.id));
      const list = make("ul");
      list.className = "items";
      for (const item of chosen) {
        const when = item.due ? say.by + " " + day(item.due) : item.ongoing ? say.ongoing : say.none;
        const entry = make("li", "", make("strong", item.title || say.held), make("br"), shape(item.standing), say[item.standing] + (item.overdue ? ", " + say.overdue : "") + " · " + when);
        if (item.summary) entry.append(make("br"), item.summary);
        list.append(entry);
      }
      if (chosen.length) box.append(list);
      const more = (count ?? leaves.length) - chosen.length;
      if (/^\d+$/.test(wanted) && more > 0 && chosen.length) box.append(make("p", more + " " + say.more));

      const link = make("a", say.all);
      link.href = base + plan.id + "/index.html";
      box.append(make("p", "", link, make("br"), make("small", say.asAt + " " + day(asAt))));
      const active = this.#root.activeElement;
      this.#root.replaceChildren(box);
      if (active) box.focus({ preventScroll: true });
    }
  }

  customElements.define("strategy-progress", StrategyProgress);
})();
