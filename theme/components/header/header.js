// The phone's menu closes on Escape and when the reader goes on elsewhere.
(function () {
  "use strict";
  document.querySelectorAll("details.menu, details.filter-menu").forEach(function (menu) {
    menu.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    document.addEventListener("click", function (event) {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
  });
})();
