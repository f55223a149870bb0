"use strict";
/* The self-check: asks one question at a time, then tells what the clauses say of the answers.

   Nothing is stored and nothing is sent. What follows from an answer is not written here: the page
   carries each clause as a diagram that was made from the rules, and this walks it. Without this
   script the page is the same questions as a list to print. */

const SelfCheck = (() => {
  const UNKNOWN = "unknown";

  /* The band that a sum for so many persons falls into: below, at or above each bound a head. */
  const band = (sum, persons, bounds) => {
    let number = 0;
    for (const bound of bounds) {
      if (sum === bound * persons) return `b${number + 1}`;
      if (sum > bound * persons) number += 2;
    }
    return `b${number}`;
  };

  /* Each question's choice, from what was given: the id of an answer, for the income
     {net, persons}, for the cost a sum. What was not asked is unknown, whatever was given; and of
     an unknown income nobody can say what is left of it after a cost. */
  const choices = (data, given) => {
    const found = {};
    const earner = data.questions.find(({ amount }) => amount === "income");
    const income = earner && given[earner.id];
    for (const { id, amount, asked_if: condition } of data.questions) {
      const asked = !condition || condition.answers.includes(found[condition.question]);
      let choice = asked && given[id] !== undefined ? given[id] : UNKNOWN;
      if (amount && choice !== UNKNOWN) {
        const left = income && amount === "cost" ? income.net - choice : income && income.net;
        choice = income ? band(left, income.persons, data.bounds[amount]) : UNKNOWN;
      }
      found[id] = choice;
    }
    return found;
  };

  /* What a clause says (true, false, or null for unknown), and the questions it is unknown for. */
  const walk = (data, root, chosen) => {
    const open = [];
    let node = data.nodes[root];
    while (node !== null && typeof node === "object") {
      const choice = chosen[node.ask];
      if (choice === UNKNOWN) open.push(node.ask);
      node = data.nodes[node.then[choice in node.then ? choice : UNKNOWN]];
    }
    return { truth: node, open: node === null ? open : [] };
  };

  const anyOf = (truths) => (truths.includes(true) ? true : truths.includes(null) ? null : false);
  const allOf = (truths) => (truths.includes(false) ? false : truths.includes(null) ? null : true);

  const nameOf = (truth) => (truth === null ? UNKNOWN : String(truth));

  /* The verdict of each clause, and the outcome of all together. */
  const judge = (data, given) => {
    const chosen = choices(data, given);
    const verdicts = {};
    for (const [clause, root] of Object.entries(data.clauses)) {
      verdicts[clause] = walk(data, root, chosen);
    }
    const parts = data.parts.map(({ combine, clauses }) => {
      const truths = clauses.map((clause) => verdicts[clause].truth);
      return combine === "any" ? anyOf(truths) : allOf(truths);
    });
    return { verdicts, outcome: data.outcomes[parts.map(nameOf).join()] };
  };

  /* A whole number as people write it: full-width digits, commas and 元 are taken; null if empty,
     NaN if it is no such number. */
  const numberOf = (text) => {
    const plain = text.normalize("NFKC").replace(/[\s,，元]/g, "");
    if (plain === "") return null;
    return /^[0-9]{1,9}$/.test(plain) ? Number(plain) : NaN;
  };

  return { choices, judge, nameOf, numberOf };
})();

{
  const page = document.querySelector("[data-self-check]");
  const data = JSON.parse(page.dataset.selfCheck);
  const all = (selector, within = page) => [...within.querySelectorAll(selector)];
  const one = (selector, within = page) => within.querySelector(selector);
  const show = (element, shown) => { element.hidden = !shown; };
  const questions = new Map(all("[data-question]").map((each) => [each.dataset.question, each]));
  const result = one("[data-result]");
  const clauses = all("[data-clause]");
  const number = (name) => SelfCheck.numberOf(one(`[data-number="${name}"]`).value);
  const grouped = new Intl.NumberFormat(document.documentElement.lang);

  /* Income and persons as filled in; undefined while something is missing. */
  const income = () => {
    const parts = ["wages", "business", "property", "transfer"].map(number);
    const [persons, total, costs] = ["persons", "total", "costs"].map(number);
    const whole = !parts.includes(null) && costs !== null;
    const sum = whole ? parts.reduce((before, part) => before + part) - costs : null;
    const net = total === null ? sum : total;
    return persons === null || net === null ? undefined : { net, persons };
  };

  const given = () => {
    const found = {};
    for (const { id, amount } of data.questions) {
      if (amount === "income") found[id] = income();
      else if (amount === "cost") found[id] = number("cost");
      else found[id] = one("input:checked", questions.get(id));
      if (found[id] === null) delete found[id];
      else if (!amount) found[id] = found[id].value;
    }
    return found;
  };

  /* The questions that are asked after what was answered so far. */
  const asked = () => {
    const chosen = SelfCheck.choices(data, given());
    return data.questions
      .filter(({ asked_if: needs }) => !needs || needs.answers.includes(chosen[needs.question]))
      .map(({ id }) => id);
  };

  let current = data.questions[0].id;

  const tell = (element, values) => {
    element.textContent = element.dataset.text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };

  const go = (id, focus = true) => {
    const ids = asked();
    current = id;
    page.classList.remove("gs-check--done");
    show(result, false);
    for (const [each, element] of questions) show(element, each === id);
    const at = ids.indexOf(id) + 1;
    const progress = one("[data-progress]");
    show(progress, true);
    tell(progress, { at, of: ids.length });
    show(one("[data-intro]"), at === 1);
    show(one("[data-controls]"), true);
    show(one("[data-back]"), at > 1);
    show(one("[data-next]"), at < ids.length);
    show(one("[data-finish]"), at === ids.length);
    if (focus) one("legend", questions.get(id)).focus();
  };

  /* Whether every number of a question is one; the first that is not gets the focus. */
  const sound = (element) => {
    let first = null;
    for (const field of all("[data-number]", element)) {
      const read = SelfCheck.numberOf(field.value);
      const least = field.dataset.number === "persons" ? 1 : 0;
      const wrong = read !== null && !(read >= least);
      field.setAttribute("aria-invalid", String(wrong));
      show(document.getElementById(`${field.id}-wrong`), wrong);
      if (wrong && first === null) first = field;
    }
    if (first !== null) first.focus();
    return first === null;
  };

  const step = (by) => {
    if (by > 0 && !sound(questions.get(current))) return;
    const ids = asked();
    const next = ids[ids.indexOf(current) + by];
    if (next) go(next);
    else if (by > 0) finish();
  };

  const finish = () => {
    const { verdicts, outcome } = SelfCheck.judge(data, given());
    const ids = asked();
    for (const element of all("[data-outcome]")) show(element, element.dataset.outcome === outcome);
    for (const element of clauses) {
      const { truth, open } = verdicts[element.dataset.clause];
      const group = element.closest("[data-group]");
      one(`[data-truth="${SelfCheck.nameOf(truth)}"] ul`, group).append(element);
      show(one("[data-open]", element), truth === null);
      for (const wanted of all("[data-go]", element)) {
        const { go: id } = wanted.dataset;
        show(wanted.closest("li"), open.includes(id) && ids.includes(id));
      }
    }
    for (const list of all("[data-truth]")) show(list, one("li", list) !== null);
    for (const element of all("[data-bring]")) {
      const { bring, unless } = element.dataset;
      show(element, SelfCheck.nameOf(verdicts[bring].truth) !== unless);
    }
    for (const element of questions.values()) show(element, false);
    for (const selector of ["[data-progress]", "[data-next]", "[data-finish]"]) {
      show(one(selector), false);
    }
    show(one("[data-back]"), true);
    show(result, true);
    page.classList.add("gs-check--done");
    one("h2", result).focus();
  };

  /* From the start, with nothing filled in: a phone may be handed on. */
  const start = (focus) => {
    for (const field of all("input")) {
      if (field.type === "radio") field.checked = false;
      else field.value = "";
    }
    for (const element of questions.values()) sound(element);
    count();
    go(data.questions[0].id, focus);
  };

  const count = () => {
    const shown = one("[data-sum]");
    const found = income();
    const complete = found !== undefined && found.persons > 0 && !Number.isNaN(found.net);
    show(shown, complete);
    if (complete) {
      const { net, persons } = found;
      const head = Math.floor((2 * net + persons) / (2 * persons));
      tell(shown, { net: grouped.format(net), head: grouped.format(head) });
    }
  };

  for (const legend of all("legend")) legend.tabIndex = -1;
  one("h2", result).tabIndex = -1;
  one("[data-back]").addEventListener("click", () => (result.hidden ? step(-1) : go(asked().slice(-1)[0])));
  one("[data-next]").addEventListener("click", () => step(1));
  one("[data-finish]").addEventListener("click", () => step(1));
  one("[data-print]").addEventListener("click", () => window.print());
  one("[data-again]").addEventListener("click", () => start(true));
  for (const button of all("[data-go]")) {
    button.addEventListener("click", () => go(button.dataset.go));
  }
  page.addEventListener("input", count);
  page.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      step(1);
    }
  });
  // Also on coming back: a browser may fill in again what was there before.
  window.addEventListener("pageshow", () => start(false));
  page.classList.add("gs-check--live");
}
