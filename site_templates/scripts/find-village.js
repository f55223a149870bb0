"use strict";
/* The search box of the home page. Without this script it is not shown, and the lists below it stand.

   The places come as a second script when the box is first used, so that reading the page costs
   nothing and the box works from disk. What is typed stays in the page. */

(() => {
  const MOST = 12;
  const box = document.querySelector("[data-find]");
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const list = box.querySelector("ul");
  let places = null;
  let asked = false;

  /* As gongshi.site.find_village folds names: no tone marks, case, width, spaces or signs. */
  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");

  const load = () => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = box.dataset.source;
    script.addEventListener("load", () => {
      places = window.gongshiPlaces;
      search();
    });
    script.addEventListener("error", () => {
      asked = false; // the next use asks again: a line may be down for a moment
      script.remove();
      status.textContent = box.dataset.failed;
    });
    document.head.append(script);
  };

  /* Those whose name begins so stand first, then those that hold it elsewhere. */
  const matching = (wanted) => {
    const begins = places.filter(([, , , keys]) => keys.some((key) => key.startsWith(wanted)));
    const holds = places.filter(([, , , keys]) => keys.some((key) => key.includes(wanted)));
    return [...new Set([...begins, ...holds])];
  };

  const item = ([name, township, path]) => {
    const link = document.createElement("a");
    link.href = path;
    link.textContent = name;
    const line = document.createElement("li");
    line.append(link);
    if (township) {
      const where = document.createElement("span");
      where.className = "gs-quiet";
      where.textContent = township;
      line.append(" ", where);
    }
    return line;
  };

  const search = () => {
    const wanted = folded(input.value);
    const found = places && wanted ? matching(wanted) : [];
    list.replaceChildren(...found.slice(0, MOST).map(item));
    if (!places) return;
    const { none, one, many } = box.dataset;
    const said = [none, one][found.length] || many;
    status.textContent = wanted ? said.replace("{count}", found.length) : "";
  };

  const keyed = (event) => {
    if (event.isComposing) return;
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && links.length) {
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (links[at - 1] || input).focus();
    } else if (event.key === "Enter" && at < 0 && links.length) {
      links[0].click();
    } else if (event.key === "Escape") {
      input.value = "";
      search();
      input.focus();
    } else {
      return;
    }
    event.preventDefault();
  };

  input.addEventListener("focus", load);
  input.addEventListener("input", () => {
    load();
    search();
  });
  box.addEventListener("keydown", keyed);
  box.hidden = false;
})();
