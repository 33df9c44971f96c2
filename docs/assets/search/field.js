// Material starts its search with every page. This keeps worker and index back until a reader turns to the field,
// and says what else there is when nothing was found. What it leans on, and why: CONTRIBUTING.md, "Search".
(() => {
  "use strict";
  const form = document.forms.namedItem("search");
  if (!form) return;
  // Material asks for an index where it sees a form of this name; it needs one only to mark words that a result led to.
  const address = new URL(location);
  const led = address.searchParams.get("h");
  // Of what an address says only words are marked: beside other signs Material marks the gaps between all letters.
  const words = (led ?? "").match(/[\p{L}\p{M}\p{N}]+(?:\.[\p{L}\p{N}]+)*/gu) ?? [];
  if (!words.length) form.removeAttribute("name");
  if (led !== null && led !== words.join(" ")) {
    if (words.length) address.searchParams.set("h", words.join(" "));
    else address.searchParams.delete("h");
    history.replaceState(history.state, "", address);
  }

  const QUERY = 2, RESULT = 3;
  const Worker = window.Worker;
  const field = form.elements.namedItem("query");
  const result = document.querySelector(".md-search-result");
  const nothing = result.querySelector("template");
  const offer = document.createElement("div");
  offer.replaceChildren(nothing.content.cloneNode(true));
  const show = (isEmpty) => {
    if (!isEmpty) offer.remove();
    else if (!offer.isConnected) nothing.after(offer); // a reader may be on a link in it
  };

  // Material replaces all results where an answer comes; a reader who went down to one already stays there.
  const keeping = (renew) => {
    const place = ({ href }) => href && href.replace(/\?[^#]*/, "");
    const held = result.contains(document.activeElement) && place(document.activeElement);
    renew();
    if (held && !result.contains(document.activeElement)) {
      ([...result.querySelectorAll("a")].find((link) => place(link) === held) ?? field).focus();
    }
  };

  // What Material takes for its worker.
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      window.Worker = Worker;
      field.addEventListener("focus", () => this.start(address), { once: true });
      if (document.activeElement === field) field.dispatchEvent(new Event("focus"));
    }

    start(address) {
      this.worker = new Worker(address);
      this.worker.addEventListener("error", () => show(true));
      this.worker.addEventListener("message", ({ data }) => {
        keeping(() => {
          this.dispatchEvent(new MessageEvent("message", { data }));
          if (data.type === RESULT) show(!data.data.items.length && field.value.trim());
        });
      });
    }

    postMessage(message) {
      if (message.type === QUERY) this.worker?.postMessage(message);
    }
  };

  // A screen reader hears whether there are results below the field.
  const opened = document.getElementById("__search");
  opened.addEventListener("change", () => field.setAttribute("aria-expanded", opened.checked));
  // Material would follow the first link there is.
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && offer.isConnected) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
})();
