// <strategy-progress plan="…">: a plan's progress on any page. No cookies, nothing stored, no third party.
(() => {
  "use strict";
  const script = document.currentScript;

  // Within a progress page in an iframe: tell the page around it how high the content is.
  if (script && script.hasAttribute("data-page")) {
    if (parent !== window)
      new ResizeObserver(() => parent.postMessage({ strategyProgress: document.documentElement.offsetHeight }, "*")).observe(document.documentElement);
    return;
  }

  if (customElements.get("strategy-progress")) return;

  const folder = address => {
    try {
      return new URL(address.endsWith("/") ? address : address + "/", document.baseURI).href;
    } catch {
      return null;
    }
  };

  // Where the published files are. A module has no script of its own to ask, and a CMS may have put this into a file of its
  // own: it then says so in data-base, on a script or on the element.
  const scripts = [script, ...document.scripts].filter(Boolean);
  const told = scripts.find(s => s.dataset.base);
  const loaded = scripts.find(s => /\/embed\.js([?#]|$)/.test(s.src));
  const address = told ? folder(told.dataset.base) : loaded ? new URL(".", loaded.src).href : null;

  addEventListener("message", event => {
    const height = event.data && event.data.strategyProgress;
    if (!(height > 0 && height < 1e5)) return;
    for (const frame of document.querySelectorAll("iframe[data-auto-height]"))
      if (frame.contentWindow === event.source && event.origin === new URL(frame.src).origin)
        frame.style.height = Math.ceil(height) + "px";
  });

  const shapes = { complete: "✔", onTrack: "●", atRisk: "▲", offTrack: "◆", notReported: "?", notStarted: "○", paused: "‖", cancelled: "✕" };
  const words = {
    en: {
      complete: "Complete", onTrack: "On track", atRisk: "At risk", offTrack: "Off track", notReported: "Not reported", notStarted: "Not started",
      paused: "Paused", cancelled: "Cancelled", overdue: "overdue", progress: "progress", asAt: "As at", all: "See the full progress page", ongoing: "Ongoing",
      by: "by", none: "No date given", more: "more items on the full page", held: "Title held back for checking",
      open: "Open this plan’s page", plans: "See all published plans", unknown: "No plan is published under this name.",
      away: "This cannot be shown just now.",
      lost: "This cannot be shown: the page does not say where the plan is published.",
      hold: "Publication is on hold: what is new will be shown when the hold ends.",
    },
    cy: {
      complete: "Wedi’i gwblhau", onTrack: "Ar y trywydd iawn", atRisk: "Mewn perygl", offTrack: "Oddi ar y trywydd", notReported: "Heb adroddiad", notStarted: "Heb ddechrau",
      paused: "Wedi’i oedi", cancelled: "Wedi’i ganslo", overdue: "hwyr", progress: "cynnydd", asAt: "Ar", all: "Gweld y dudalen gynnydd lawn", ongoing: "Parhaus",
      by: "erbyn", none: "Dim dyddiad", more: "eitem arall ar y dudalen lawn", held: "Teitl yn cael ei wirio",
      open: "Agor tudalen y cynllun", plans: "Gweld pob cynllun a gyhoeddwyd",
      unknown: "Nid oes cynllun wedi’i gyhoeddi dan yr enw hwn.", away: "Ni ellir dangos hwn ar hyn o bryd.",
      lost: "Ni ellir dangos hwn: nid yw’r dudalen yn dweud ble cyhoeddwyd y cynllun.",
      hold: "Mae’r cyhoeddi wedi’i oedi: dangosir yr hyn sy’n newydd pan ddaw’r oedi i ben.",
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
@media print{:host{height:auto!important;max-height:none!important;overflow:visible!important}.root{height:auto;overflow:visible}}
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
    static observedAttributes = ["plan", "heading-level", "theme", "items", "lang", "data-base"];
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
      if (name === "plan" || name === "data-base" || this.#needed() !== this.#file) this.#load();
      else if (this.#snapshot) this.#show();
    }

    // The small file has the counts and the first ten deliverables.
    #needed() {
      const items = this.getAttribute("items") || "10";
      return /^\d+$/.test(items) && +items <= 10 ? "embed.json" : "latest.json";
    }

    // Without an address of its own, the link within it leads to the plan's page.
    #base(plan) {
      if (this.dataset.base || address) return this.dataset.base ? folder(this.dataset.base) : address;
      const page = "/" + plan + "/index.html";
      const link = [...this.querySelectorAll("a[href]")].find(a => a.href.endsWith(page));
      return link ? link.href.slice(0, 1 - page.length) : null;
    }

    async #load() {
      const plan = (this.getAttribute("plan") || "").trim().toLowerCase();
      const wanted = ++this.#wanted;
      this.#file = this.#needed();
      const base = this.#base(plan);
      if (!base && document.readyState === "loading")
        return document.addEventListener("DOMContentLoaded", () => this.#load(), { once: true });
      if (!base) return this.#end("lost");
      if (!/^[a-z0-9][a-z0-9.-]{0,62}$/.test(plan)) return this.#end("unknown", base);
      if (!this.#root.textContent && !this.textContent.trim()) this.#end("", base, plan);
      const ask = async (file, cache) => {
        const small = file === "embed.json";
        const asked = fetch(base + plan + "/" + file, { cache, credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(1e4) });
        const answer = small ? await asked.catch(() => null) : await asked;
        // Published before there was a small file; a server may say so in a way that a page of another origin cannot read.
        if (small && (!answer || answer.status === 404)) return ask("latest.json", cache);
        if (!answer.ok) throw new Error(answer.status);
        const snapshot = await answer.json();
        if (!snapshot.plan || !Array.isArray(snapshot.items)) throw new Error("other");
        return snapshot;
      };
      // Only the small file knows of a hold.
      const get = async cache => {
        const whole = await ask(this.#file, cache);
        if (whole.count) return whole;
        const { onHold, plan } = await ask("embed.json", cache).catch(() => whole);
        return { ...whole, onHold, plan: { ...whole.plan, ...plan } };
      };
      const show = snapshot => {
        if (wanted !== this.#wanted) return;
        this.#snapshot = snapshot;
        this.#loaded = Date.now();
        this.#show(base);
      };
      // The browser's own cache first, however old: it is there at once, and when network or server fail.
      let failed;
      const kept = await get("force-cache").catch(error => { failed = error.message; });
      if (kept) show(kept);
      else if (wanted === this.#wanted && (failed === "404" || this.#snapshot?.plan.id !== plan))
        this.#end(failed === "404" ? "unknown" : "away", base, plan);
      // What has just come is fresh enough for the cache, so this costs no request then.
      const fresh = kept && await get("default").catch(error => error.message);
      if (fresh === "404" && wanted === this.#wanted) this.#end("unknown", base);
      else if (fresh && fresh.hash && (fresh.hash !== kept.hash || fresh.onHold !== kept.onHold)) show(fresh);
    }

    // Nothing is known, or nothing is there: the page's own words are shown, after a sentence that says why.
    #end(why, base, plan) {
      const [box, say] = this.#box();
      if (why) box.append(make("p", say[why]));
      if (base) {
        const link = make("a", why === "unknown" ? say.plans : say.open);
        link.href = base + (why === "unknown" ? "" : plan + "/") + "index.html";
        box.append(make("p", "", link));
      }

      box.append(document.createElement("slot"));
      this.#snapshot = null;
      this.#root.replaceChildren(box);
    }

    #box() {
      const { plan = {} } = this.#snapshot || {};
      const wanted = this.getAttribute("lang") || plan.language || (plan.publication && plan.publication.language) || "en";
      const language = wanted.slice(0, 2) === "cy" ? "cy" : "en";
      const box = make("div");
      box.className = "root " + (this.getAttribute("theme") || "");
      box.lang = language;
      return [box, words[language], language];
    }

    #show(base = this.#base(this.getAttribute("plan"))) {
      const { plan, totals, deliverables = totals, items, asAt, count, onHold } = this.#snapshot;
      const [box, say, language] = this.#box();
      // The plan's own words, marked with their language where that is not the box's.
      const own = (name, text, lang = plan.own || "en") => {
        const element = make(name, text);
        if (lang !== language) element.lang = lang;
        return element;
      };
      const day = date => new Intl.DateTimeFormat(language === "cy" ? "cy-GB" : "en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: date.length > 10 ? "Europe/London" : "UTC" }).format(new Date(date));
      const level = Math.min(6, Math.max(1, parseInt(this.getAttribute("heading-level"), 10) || 2));
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", plan.title + ": " + say.progress);
      // Before the rest, so that it is in view on a phone.
      const link = make("a", say.all);
      link.href = base + plan.id + "/index.html";
      box.append(
        make("h" + level, "", own("span", plan.title), ": " + say.progress),
        make("p", "", link, make("br"), make("small", say.asAt + " " + day(asAt))));
      if (onHold) box.append(make("p", "", make("strong", say.hold)));

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
        const entry = make("li", "", item.title ? own("strong", item.title) : make("strong", say.held), make("br"), shape(item.standing), say[item.standing] + (item.overdue ? ", " + say.overdue : "") + " · " + when);
        if (item.summary) entry.append(make("br"), own("span", item.summary));
        list.append(entry);
      }
      if (chosen.length) box.append(list);
      const more = (count ?? leaves.length) - chosen.length;
      if (/^\d+$/.test(wanted) && more > 0 && chosen.length) box.append(make("p", more + " " + say.more));
      const active = this.#root.activeElement;
      this.#root.replaceChildren(box);
      if (active) box.focus({ preventScroll: true });
    }
  }

  customElements.define("strategy-progress", StrategyProgress);
})();
