// Keeps an open page of the preview up to date, and shows what kept a newer one from being printed.
(() => {
  "use strict";
  const edition = document.currentScript.dataset.edition;
  const place = `preview ${location.pathname}`;
  const look = new CSSStyleSheet();
  look.replaceSync(`
    :host { all: initial; color-scheme: light dark; --paper: #fffdf8; --black: #1a1712; --soft: #5c564b; --hair: #d9d3c7 }
    @media (prefers-color-scheme: dark) { :host { --paper: #211e19; --black: #ece7dc; --soft: #b3ab9c; --hair: #4a443a } }
    @media print { :host { display: none } }
    section { position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto; box-sizing: border-box;
      padding: 1rem max(1rem, 50vw - 36rem) 1.25rem; background: var(--paper); color: var(--black);
      border-top: 6px solid #ffd21f; box-shadow: 0 -1px 0 var(--hair), 0 -8px 24px #0003; font: 16px / 1.45 system-ui, sans-serif }
    section[hidden] { display: none }
    header { display: flex; justify-content: space-between; align-items: start; gap: 1rem }
    h2 { margin: 0; font-size: 1.125rem; line-height: 1.3 }
    p { margin: 0.15rem 0 0; color: var(--soft) }
    ul { margin: 0.75rem 0 0; padding: 0; list-style: none }
    li { padding: 0.6rem 0; border-top: 1px solid var(--hair); overflow-wrap: anywhere; white-space: pre-line }
    li:last-child { padding-bottom: 0 }
    code { display: block; font: 600 0.875rem / 1.45 ui-monospace, "DejaVu Sans Mono", monospace }
    button { flex: none; padding: 0.4rem 0.9rem; border: 1px solid currentcolor; border-radius: 0; background: none; color: inherit;
      font: inherit; cursor: pointer }
    button:hover { background: var(--black); color: var(--paper) }
    :focus-visible { outline: 3px solid #b48a00; outline-offset: 2px }`);

  const make = (name, text = "", ...inside) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.append(...inside);
    return made;
  };
  const host = make("press-problems");
  const panel = make("section");
  panel.hidden = true;
  panel.tabIndex = 0; // a long list is scrolled by keys
  panel.setAttribute("aria-label", "Problems of the preview");
  const said = make("div", "", panel); // is there before its words are, or they are not read out
  said.setAttribute("aria-live", "polite");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [look];
  root.append(said);
  document.documentElement.append(host);
  root.addEventListener("keydown", (event) => { if (event.key === "Escape") panel.hidden = true; });

  const show = (problems) => {
    const close = make("button", "Close");
    close.type = "button";
    close.addEventListener("click", () => { panel.hidden = true; });
    const count = problems.length === 1 ? "1 problem keeps" : `${problems.length} problems keep`;
    const below = edition ? "You see the last good page." : "There is no good page yet.";
    const title = make("h2", `${count} the preview from being printed`);
    const words = make("div", "", title, make("p", `${below} Mend this and save: the new one comes by itself.`));
    const rows = problems.map(([path, line, message]) => make("li", "", make("code", `${path}:${line}`), message));
    panel.replaceChildren(make("header", "", words, close), make("ul", "", ...rows));
    panel.hidden = false;
  };

  const told = (event) => {
    const news = JSON.parse(event.data);
    if (news.edition !== edition) {
      sessionStorage.setItem(place, `${scrollX} ${scrollY}`);
      location.reload();
    } else if (news.problems.length) {
      show(news.problems);
    } else {
      panel.hidden = true;
    }
  };

  const scrolled = sessionStorage.getItem(place);
  if (scrolled) {
    sessionStorage.removeItem(place);
    scrollTo({ left: scrolled.split(" ")[0], top: scrolled.split(" ")[1], behavior: "instant" });
  }

  // A browser grants one address six connections: a page that nobody looks at gives its own back, and asks again when it is seen.
  let line;
  const listen = () => {
    line?.close();
    if (document.hidden) return;
    line = new EventSource("/_press/events");
    line.addEventListener("printed", told);
    line.addEventListener("problems", told);
    line.addEventListener("error", () => { if (line.readyState === EventSource.CLOSED) setTimeout(listen, 1000); });
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => line?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
})();
