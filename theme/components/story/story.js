// Copy link and Print: the two buttons of a story that need a script.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) {
      window.print();
      return;
    }
    var button = event.target.closest("[data-copy-link]");
    if (!button) return;
    var words = button.textContent;
    var done = button.getAttribute("data-done");
    var status = document.querySelector("[data-copy-status]");
    var address = (document.querySelector("link[rel=canonical]") || location).href;

    function say() {
      if (button.textContent === done) return;
      button.textContent = done;
      if (status) status.textContent = done;
      setTimeout(function () {
        button.textContent = words;
        if (status) status.textContent = "";
      }, 2500);
    }

    function byHand() {
      var field = document.createElement("textarea");
      field.value = address;
      field.setAttribute("readonly", "");
      field.className = "visually-hidden";
      document.body.appendChild(field);
      field.select();
      var copied = document.execCommand("copy");
      field.remove();
      button.focus();
      if (copied) say();
    }

    // An intranet without https has no clipboard for scripts; the older way still works there.
    if (navigator.clipboard) navigator.clipboard.writeText(address).then(say, byHand);
    else byHand();
  });
})();
