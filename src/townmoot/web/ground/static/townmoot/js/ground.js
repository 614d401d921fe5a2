/* Small help where there is script; every page works without it. */
(function () {
  "use strict";

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });

  const wrong = document.querySelector("[data-focus]");
  if (wrong) {
    wrong.focus();
  }

  /* a list that filters itself when a choice is made */
  document.querySelectorAll("form[data-submit]").forEach(function (form) {
    form.addEventListener("change", function () {
      form.requestSubmit();
    });
  });
})();
