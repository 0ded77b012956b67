// Improves pages that already work as plain forms and links. One Trusted Types policy, used only to parse our own pages.
const root = document.documentElement;
root.dataset.js = "1";
const policy = globalThis.trustedTypes?.createPolicy("civic", { createHTML: text => text }) ?? { createHTML: text => text };
const parse = text => new DOMParser().parseFromString(policy.createHTML(text), "text/html");
const say = text => { const live = document.getElementById("live"); if (live && text) live.textContent = text; };
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Fetch one of our pages and put its element with this id in place of ours; answers whether that was possible. */
async function swap(id, url, options) {
  const answer = await fetch(url, { headers: { Accept: "text/html" }, ...options });
  const page = parse(await answer.text());
  const next = page.getElementById(id), current = document.getElementById(id);
  if (!next || !current) return { done: false, answer };
  const put = () => current.replaceWith(document.adoptNode(next));
  if (document.startViewTransition && !calm.matches) await document.startViewTransition(put).updateCallbackDone; else put();
  count(next);
  say(next.dataset.say);
  return { done: true, answer };
}

/** <live-form target="id"> around a GET form: the list follows the choices, the address stays shareable. */
customElements.define("live-form", class extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form"), id = this.getAttribute("target");
    let timer;
    const go = async () => {
      const url = new URL(form.action);
      url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
      try { if ((await swap(id, url)).done) return history.replaceState(null, "", url); } catch { /* the plain way follows */ }
      location.href = url;
    };
    form.addEventListener("change", go);
    form.addEventListener("input", event => { if (event.target.type === "search") { clearTimeout(timer); timer = setTimeout(go, 400); } });
    form.addEventListener("submit", event => { event.preventDefault(); go(); });
  }
});

/** <swap-form target="id"> around POST forms: the answer's element comes in place, without leaving the page. */
customElements.define("swap-form", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", async event => {
      if (this.plain) return;
      event.preventDefault();
      if (this.busy) return;
      this.busy = true;
      const form = event.target, id = this.getAttribute("target"), again = () => { this.plain = true; form.requestSubmit(event.submitter); };
      try {
        const { done, answer } = await swap(id, form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
        if (done) document.getElementById(id).querySelector("[autofocus],[aria-invalid=true]")?.focus();
        else if (answer.redirected) location.href = answer.url;
        else again();
      } catch { again(); } finally { this.busy = false; }
    });
  }
});

/** Letters used of a text, as the server counts them. */
function count(scope) {
  for (const out of scope.querySelectorAll("[data-count]")) {
    const area = document.getElementById(out.dataset.count);
    if (!area) continue;
    const show = () => {
      const used = [...area.value.normalize("NFC").trim()].length;
      out.textContent = `${used} / ${out.dataset.maximum}`;
      out.toggleAttribute("data-over", used > +out.dataset.maximum);
    };
    area.addEventListener("input", show);
    out.hidden = false;
    show();
  }
}
count(document);

/** Words of the town for what is typed in a search box, offered in its list. */
let asking;
addEventListener("input", ({ target }) => {
  if (!target.dataset.words || !target.list) return;
  clearTimeout(asking);
  asking = setTimeout(async () => {
    try {
      const words = await (await fetch(`${target.dataset.words}?q=${encodeURIComponent(target.value)}`)).json();
      target.list.replaceChildren(...words.map(word => new Option(word)));
    } catch { /* the box works without */ }
  }, 200);
});

let unsent = null;
addEventListener("input", event => { if (event.target.matches("textarea")) unsent = event.target.form; });
addEventListener("submit", () => { unsent = null; });
addEventListener("beforeunload", event => { if (unsent?.isConnected) event.preventDefault(); });

const menus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", event => { for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false; });
document.addEventListener("keydown", event => {
  if (event.key === "Escape") for (const menu of menus()) { menu.open = false; menu.querySelector("summary").focus(); }
});
