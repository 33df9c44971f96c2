// The chooser on a page. All words stand in the page already; what comes from the address is only compared with them.
// The resolved table beside the form says, as numbers, what each combination of answers comes to: nothing is decided
// here. Answers stand in the address, so that they can be kept, shared, and taken back with the browser's button.
(() => {
  "use strict";
  const [USUAL_REASONS, MOST_REASONS] = [2, 4];
  const root = document.currentScript.parentElement;
  const form = root.querySelector("form");
  const { asked, found, prefix, rows, tables } = JSON.parse(root.querySelector("script").textContent);
  const questions = [...form.querySelectorAll("fieldset")].map((fieldset) => {
    const inputs = [...fieldset.querySelectorAll("input")];
    return { fieldset, key: prefix + fieldset.name, unsure: inputs.pop(), inputs };
  });
  const states = [...form.querySelectorAll(".chooser-form__states > p")];
  const answer = form.querySelector(".chooser-form__outcomes");
  const reason = answer.querySelector(".chooser-form__reason");
  const outcomes = [...answer.children].filter((one) => one !== reason);
  const isListed = !form.querySelector(".chooser-form__answer--one");
  const mark = form.querySelector("template")?.content.firstElementChild;
  const status = form.querySelector("[role=status]");

  // Per combination the place of the option for each question, in table order; undefined: not asked.
  const combinations = [];
  const holds = (conditions, picked) => conditions.every(([question, options]) => options.includes(picked[question]));
  const list = (picked) => {
    const at = picked.length;
    if (at === questions.length) {
      combinations.push({ picked, result: found[combinations.length] });
    } else if (holds(asked[at], picked)) {
      questions[at].inputs.forEach((_, option) => list([...picked, option]));
    } else {
      list([...picked, undefined]);
    }
  };
  list([]);

  const text = (element) => element.textContent.trim();
  const agree = (given, picked) => given.every((option, at) => option < 0 || (picked[at] ?? option) === option);

  // A link to each page with all reasons; where there are fewer than usual, the others keep their room.
  const showReasons = (given, left) => {
    answer.querySelectorAll(".chooser-form__reason").forEach((one) => one.remove());
    for (let number = 0; number < Math.max(left.length, USUAL_REASONS); number += 1) {
      const item = reason.cloneNode(true);
      const link = item.firstElementChild;
      item.hidden = number >= left.length;
      if (!item.hidden) {
        const options = left[number].picked.map((option, at) => questions[at].inputs[option]);
        const open = options.filter((option, at) => option && given[at] < 0);
        const path = options.filter(Boolean).map((option) => `${encodeURIComponent(option.value)}/`).join("");
        link.href = link.href.replace(/[^/]*$/, (end) => path + end);
        link.children[open.length ? 0 : 1].remove();
        link.append(open.map((option) => text(option.nextElementSibling)).join(" · "));
      }
      answer.append(item);
    }
  };

  const showRows = (left) => {
    for (const id of tables) {
      document.getElementById(id)?.querySelectorAll("tbody > tr").forEach((row, at) => {
        const there = row.querySelector(".chooser-form__mark");
        const applies = left.every(({ picked }) => holds(rows[at], picked));
        if (applies && !there) {
          row.cells[0].prepend(mark.cloneNode(true));
        } else if (!applies) {
          there?.remove();
        }
      });
    }
  };

  // Gives what is to be said of it.
  const show = () => {
    const given = questions.map(({ inputs }) => inputs.findIndex((input) => input.checked));
    const left = combinations.filter(({ picked }) => agree(given, picked));
    const results = new Set(left.map(({ result }) => result));
    const isOpen = results.size > 1;
    const state = states[isOpen ? 0 : left.length > 1 ? 1 : 2];
    const said = [];
    const focused = document.activeElement;
    questions.forEach(({ fieldset, inputs, key }, at) => {
      fieldset.hidden = left.every(({ picked }) => picked[at] === undefined);
      if (fieldset.hidden && fieldset.contains(focused)) {
        form.querySelector(":checked").focus();
      }
      if (!fieldset.hidden && given[at] >= 0) {
        said.push([encodeURIComponent(key), encodeURIComponent(inputs[given[at]].value)]);
      }
    });
    root.dataset.answers = JSON.stringify(said);
    states[0].lastElementChild.textContent = results.size;
    states.forEach((one) => { one.hidden = one !== state; });
    outcomes.forEach((one, at) => { one.hidden = !results.has(at) || (isOpen && !isListed); });
    if (reason) {
      showReasons(given, isOpen || left.length > MOST_REASONS ? [] : left);
    }
    showRows(left);
    return [state, ...(isOpen ? [] : outcomes.filter((one) => !one.hidden))].map(text).join(" ");
  };

  // A question that is not asked keeps its answer, for the time when it is asked again.
  const read = () => {
    const address = new URLSearchParams(location.search);
    const named = questions.map(({ inputs, key }) => inputs.findIndex((input) => input.value === address.get(key)));
    const left = combinations.filter(({ picked }) => agree(named, picked));
    questions.forEach(({ inputs, unsure }, at) => {
      if (named[at] >= 0 || left.some(({ picked }) => picked[at] !== undefined)) {
        (inputs[named[at]] ?? unsure).checked = true;
      }
    });
  };

  // All choosers of a page share its address; those of one table have the same answers.
  const write = (method, kept) => {
    const choosers = [...document.querySelectorAll(".chooser-form[data-answers]"), root];
    const answers = new Map(choosers.map(({ dataset }) => [dataset.table, JSON.parse(dataset.answers)]));
    const sorted = [...answers.values()].flat().sort(([one], [other]) => (one < other ? -1 : 1));
    const address = new URL(location);
    address.search = [...kept, ...sorted.map((answer) => answer.join("="))].join("&");
    if (address.search !== location.search) {
      history[method](null, "", address);
    }
  };
  const follow = () => {
    for (const link of document.querySelectorAll("a.md-select__link[hreflang]:not([hreflang=x-default])")) {
      link.search = location.search;
    }
  };
  const say = () => {
    const said = show();
    if (text(status) !== said) {
      status.textContent = said;
    }
  };
  const change = () => {
    say();
    write("pushState", []);
    dispatchEvent(new CustomEvent("chooser", { detail: root }));
  };
  const update = ({ detail }) => {
    if (detail !== root) {
      read();
      say();
    }
    follow();
  };

  addEventListener("chooser", update);
  addEventListener("popstate", update);
  form.addEventListener("change", change);
  form.addEventListener("reset", () => setTimeout(change));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("DOMContentLoaded", () => {
    show();
    // "h" is the word that a search has brought along; Material marks it on the page.
    write("replaceState", location.search.slice(1).split("&").filter((part) => part.startsWith("h=")));
    follow();
    const [visit] = performance.getEntriesByType("navigation");
    if (root.dataset.answers !== "[]" && !location.hash && visit?.type === "navigate") {
      root.scrollIntoView();
    }
  });
  read();
  show();
  form.hidden = false;
})();
