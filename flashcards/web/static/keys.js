// Keys press what is on the page, time in which nobody looks does not count, and nothing is sent twice.
"use strict";
(() => {
  const keyed = (key) => [...document.querySelectorAll("[data-key]")]
    .find((found) => found.dataset.key.split(" ").includes(key));
  const opening = Date.now();
  let hidden = 0, since = document.hidden ? opening : 0, sent = false;

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    const typing = event.target.closest("input:not([type=hidden]), textarea, select");
    if (typing) {
      if (event.key === "Escape") typing.blur();
      return;
    }
    const blank = event.key === " " || event.key === "Enter";
    if (blank && event.target.closest("a, button, summary, audio")) return;
    const name = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const wanted = keyed(name);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) since = Date.now();
    else if (since) { hidden += Date.now() - since; since = 0; }
  });

  document.addEventListener("submit", (event) => {
    if (sent) { event.preventDefault(); return; }
    sent = true;
    for (const field of event.target.querySelectorAll("[name=away]")) field.value = Number(field.value) + hidden;
  });
  addEventListener("pageshow", () => { sent = false; });

  document.querySelector("[data-tap]")?.addEventListener("click", (event) => {
    if (event.target.closest("a, summary, audio, button") || !getSelection().isCollapsed) return;
    document.querySelector(".reveal button").click();
  });

  const answer = document.querySelector("[data-focus]");
  answer?.focus({ preventScroll: true });
  answer?.scrollIntoView({ block: "nearest" });
})();
