// What is wider than its place can be scrolled there, and reached by Tab.
"use strict";
(() => {
  const reach = () => {
    for (const formula of document.querySelectorAll(".text math:not([display=block])")) {
      const block = formula.closest("p, li, dd, td, th, blockquote, h1, h2, h3, h4, h5, h6, .text");
      if (formula.getBoundingClientRect().width > block.clientWidth) block.classList.add("overlong");
    }
    for (const box of document.querySelectorAll(".overlong, .text pre, .text table, .text math[display=block]")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
  };
  reach();
  addEventListener("resize", reach);
})();
