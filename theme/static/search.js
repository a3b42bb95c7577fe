// Searches the magazine on its own page. What is looked for stands in the address, so that it can be sent and gone back to.
// The words are in the page (data-*); the index is Pagefind's, in pieces that are put together here.

const PAGE = 20; // results that are shown at a time
const PAUSE = 250; // milliseconds without another letter after which it is looked for
const RANKING = { termSimilarity: 5, metaWeights: { title: 6, called: 12, also: 4 } }; // the word itself before longer ones (late, later); what a page is about before what it says

const form = document.getElementById("search");
const field = document.getElementById("sought");
const count = document.getElementById("count");
const found = document.getElementById("found");
const more = document.getElementById("more");
const root = form.dataset.root;
let engine; // a promise, made when something is first looked for
let turn = 0; // the number of the last search: an answer to an older one is not shown

async function load() {
  const folder = `${root}/search/index/`;
  const answer = await fetch(`${folder}pieces.json`, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const names = Object.keys(await answer.json());
  if (!names.length) return null;
  const own = document.documentElement.lang;
  const main = names.find((name) => name.startsWith(`${own}-`)) ?? names[0];
  const options = { baseUrl: `${root}/`, excerptLength: 28, ranking: RANKING };
  const { createInstance } = await import(`${folder}${main}/pagefind.js`);
  const pagefind = createInstance({ ...options, basePath: `${folder}${main}/`, noWorker: true });
  await pagefind.init();
  for (const name of names) {
    const language = name.slice(0, name.lastIndexOf("-"));
    if (name !== main) await pagefind.mergeIndex(`${folder}${name}/`, { ...options, language });
  }
  return pagefind;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// Pagefind escapes an excerpt and marks the words in it.
function excerpt(html) {
  const made = element("p", { className: "standfirst" });
  made.innerHTML = html;
  if (/^\p{Ll}/u.test(made.textContent)) made.prepend("… ");
  if (/[\p{L}\p{N},;:]$/u.test(made.textContent)) made.append(" …");
  return made;
}

// Where no page has a word, Pagefind looks for how it begins, down to one letter: that is not what was asked for.
function meant(result, q) {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain(Object.values(result.meta).join(" ")).split(/[^\p{L}\p{N}]+/u);
  const content = result.content.split(/\s+/);
  words.push(...result.locations.flatMap((at) => plain(content[at] ?? "").split(/[^\p{L}\p{N}]+/u)));
  const asked = plain(q).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
  return asked.every((word) => words.some((one) => one.startsWith(word.slice(0, 3))));
}

function entry(result, id) {
  const path = result.url.slice(root.length);
  const kind = path.replace(/^\/[a-z]{2,3}(-\w+)?\//, "/").split("/")[1];
  const item = element(
    "li",
    {},
    element("p", { className: "kicker", lang: document.documentElement.lang }, found.dataset[kind] ?? found.dataset.other),
    element("h2", {}, element("a", { href: result.url }, result.meta.title ?? path)),
    excerpt(result.excerpt),
  );
  if (result.meta.by) item.append(element("p", { className: "byline" }, result.meta.by));
  const language = id.split("_")[0];
  if (language !== document.documentElement.lang) item.lang = language;
  return item;
}

async function show(results, from, mine) {
  const pages = results.slice(from, from + PAGE);
  const read = await Promise.all(pages.map((one) => one.data()));
  if (mine !== turn) return;
  found.append(...read.map((result, at) => entry(result, pages[at].id)));
  const rest = from + PAGE;
  more.hidden = rest >= results.length;
  more.firstElementChild.onclick = async () => {
    await show(results, rest, mine);
    found.children[rest]?.querySelector("a").focus();
  };
}

// Which of the sentences a number asks for in the language of the page; English has one and many.
function plural(number) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(number);
  return form in count.dataset ? form : "many";
}

function say(name, words = {}) {
  count.textContent = (count.dataset[name] ?? "").replace(/\{(\w)\}/g, (_, letter) => words[letter]);
}

async function search() {
  const mine = ++turn;
  const q = field.value.trim();
  if (!q) {
    found.replaceChildren();
    more.hidden = true;
    say("");
    return;
  }
  try {
    engine ??= load();
    let results = (await (await engine)?.search(q))?.results ?? [];
    if (results.length && !meant(await results[0].data(), q)) results = [];
    if (mine !== turn) return;
    found.replaceChildren();
    await show(results, 0, mine);
    if (mine !== turn) return;
    say(results.length ? plural(results.length) : "none", { n: results.length, q });
  } catch (error) {
    engine = undefined;
    found.replaceChildren();
    more.hidden = true;
    say("missing");
    console.error(error);
  }
}

function asked() {
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  search();
}

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const q = field.value.trim();
    history.replaceState(null, "", q ? `?${new URLSearchParams({ q })}` : location.pathname);
    search();
  }, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  const asking = `?${new URLSearchParams({ q: field.value.trim() })}`;
  if (asking !== location.search) history.pushState(null, "", asking);
  search();
});
addEventListener("popstate", asked);
asked();
if (!field.value) field.focus();
