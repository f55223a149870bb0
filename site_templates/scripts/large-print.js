"use strict";
/* The large print switch of every page. What was chosen is kept in the browser as one word; where a
   browser keeps nothing for pages from disk, the switch holds for the page that is open. */

(() => {
  const KEY = "gongshi-print";
  const LARGE = "large";
  const button = document.querySelector("[data-large-print]");

  const kept = () => {
    try {
      return localStorage.getItem(KEY) === LARGE;
    } catch {
      return null;
    }
  };

  const keep = (large) => {
    try {
      if (large) localStorage.setItem(KEY, LARGE);
      else localStorage.removeItem(KEY);
    } catch {
      // Nothing may be kept here.
    }
  };

  const show = (large) => {
    document.documentElement.classList.toggle("gs-large-print", large);
    button.setAttribute("aria-pressed", String(large));
  };

  button.addEventListener("click", () => {
    const large = button.getAttribute("aria-pressed") !== "true";
    keep(large);
    show(large);
  });
  // Also for a page that the browser takes from its memory on the way back.
  window.addEventListener("pageshow", () => {
    const large = kept();
    if (large !== null) show(large);
  });
  show(kept() === true);
  button.hidden = false;
})();
