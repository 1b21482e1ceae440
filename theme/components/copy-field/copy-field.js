// The button beside an address copies it; without scripts the field is there to copy from by hand.
(function () {
  "use strict";
  document.addEventListener("focusin", function (event) {
    if (event.target.matches("[data-copy-source]")) event.target.select();
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy-field]");
    if (!button) return;
    var field = document.getElementById(button.getAttribute("data-copy-field"));
    var said = button.closest(".copy-field").querySelector("[data-copy-said]");
    var words = button.textContent;
    var done = button.getAttribute("data-done");

    function say() {
      if (words === done) return;
      button.textContent = done;
      said.textContent = done;
      setTimeout(function () {
        button.textContent = words;
        said.textContent = "";
      }, 2500);
    }

    function byHand() {
      field.focus();
      field.select();
      if (document.execCommand("copy")) say();
    }

    // An intranet without https has no clipboard for scripts; the older way still works there.
    if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(say, byHand);
    else byHand();
  });
})();
