// Put the cursor on the line that is meant.
"use strict";
(() => {
  const text = document.getElementById("text");
  const start = Number(text.dataset.start);
  if (!start) return;
  const end = text.value.indexOf("\n", start);
  text.focus();
  text.setSelectionRange(start, end < 0 ? text.value.length : end);
  const before = text.value.slice(0, start).split("\n").length;
  text.scrollTop = Math.max(0, before - 8) * text.scrollHeight / text.value.split("\n").length;
})();
