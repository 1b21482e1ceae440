// Loaded first and blocking, so that the chosen scheme stands before anything is painted.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var key = "storywall-scheme";

  function stored() {
    try {
      var scheme = localStorage.getItem(key);
      return scheme === "dark" || scheme === "light" ? scheme : "";
    } catch (refused) {
      return "";
    }
  }

  function device() {
    return dark.matches ? "dark" : "light";
  }

  function hang(scheme) {
    if (scheme) root.setAttribute("data-scheme", scheme);
    else root.removeAttribute("data-scheme");
  }

  function label() {
    var isDark = (root.getAttribute("data-scheme") || device()) === "dark";
    document.querySelectorAll("[data-scheme-switch]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(isDark));
    });
  }

  root.classList.add("js");
  hang(stored());

  document.addEventListener("DOMContentLoaded", label);
  dark.addEventListener("change", label);
  window.addEventListener("storage", function (event) {
    if (event.key === key) {
      hang(stored());
      label();
    }
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-scheme-switch]")) return;
    var now = root.getAttribute("data-scheme") || device();
    var next = now === "dark" ? "light" : "dark";
    // A choice that agrees with the device is no choice: go on following the device.
    var choice = next === device() ? "" : next;
    try {
      if (choice) localStorage.setItem(key, choice);
      else localStorage.removeItem(key);
    } catch (refused) {
      /* The choice then lasts for this page. */
    }
    hang(choice);
    label();
  });
})();
