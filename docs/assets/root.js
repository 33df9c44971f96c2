// The pages above the languages. "/" leads to the language that the reader chose before, or else to one of the
// browser's, but not at "#languages"; what does not exist is said first in the language of its address, or in that one.
(() => {
  "use strict";
  const KEY = "site-language";
  const links = [...document.querySelectorAll("a[hreflang]")];
  const kept = () => {
    try {
      return localStorage.getItem(KEY) ?? "";
    } catch {
      return ""; // A browser that keeps nothing is asked for its languages.
    }
  };
  const keep = (locale) => {
    try {
      localStorage.setItem(KEY, locale);
    } catch {
      // As above.
    }
  };
  const speaks = (wanted) => {
    const [locale, own] = [wanted.toLowerCase(), (link) => link.hreflang.toLowerCase()];
    return links.find((link) => own(link) === locale) ?? links.find((link) => own(link) === locale.split("-")[0])
      ?? links.find((link) => own(link).split("-")[0] === locale.split("-")[0]);
  };
  const preferred = () => [kept(), ...navigator.languages].filter(Boolean).map(speaks).find(Boolean);

  if (document.getElementById("languages")) {
    const link = preferred();
    if (link && location.hash !== "#languages") {
      location.replace(link.href);
    }
    for (const candidate of links) {
      candidate.addEventListener("click", () => keep(candidate.hreflang));
    }
    return;
  }

  const here = links.find((link) => location.pathname.startsWith(new URL(".", link.href).pathname)) ?? preferred();
  const section = here?.closest("section");
  const [first, heading] = [document.querySelector("h1"), section?.querySelector("h2")];
  if (heading) {
    const rename = (element, name) => {
      const renamed = document.createElement(name);
      renamed.append(...element.childNodes);
      element.replaceWith(renamed);
    };
    rename(first, "h2");
    rename(heading, "h1");
    section.parentElement.prepend(section);
    document.documentElement.lang = section.lang;
    document.title = section.dataset.title;
  }
})();
