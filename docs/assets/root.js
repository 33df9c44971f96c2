// The page above the languages: who chose one before goes there at once, except for "#languages".
(() => {
  "use strict";
  const links = [...document.querySelectorAll("#languages a[hreflang]")];
  let chosen = null;
  try {
    chosen = localStorage.getItem("site-language");
  } catch {
    // A browser that keeps nothing asks again.
  }
  const link = links.find((candidate) => candidate.hreflang === chosen);
  if (link && location.hash !== "#languages") {
    location.replace(link.href);
  }
  for (const candidate of links) {
    candidate.addEventListener("click", () => {
      try {
        localStorage.setItem("site-language", candidate.hreflang);
      } catch {
        // As above.
      }
    });
  }
})();
