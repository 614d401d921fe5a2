/* Passkeys: asks the browser for one and hands its answer to the form. Without script, or in a
   browser that knows none, the page's own words stay and the form stays hidden. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential || !navigator.credentials) {
    return;
  }
  const said = form.querySelector("[data-said]");
  const button = form.querySelector("button");
  const making = form.dataset.passkey === "create";

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) {
      return letter.charCodeAt(0);
    });
  }

  function text(buffer) {
    const letters = Array.from(new Uint8Array(buffer), function (byte) {
      return String.fromCharCode(byte);
    });
    return btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function options(told) {
    const wanted = Object.assign({}, told.publicKey, { challenge: bytes(told.publicKey.challenge) });
    if (making) {
      wanted.user = Object.assign({}, wanted.user, { id: bytes(wanted.user.id) });
      wanted.excludeCredentials = (wanted.excludeCredentials || []).map(function (one) {
        return Object.assign({}, one, { id: bytes(one.id) });
      });
    }
    return { publicKey: wanted };
  }

  function written(credential) {
    const response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(
      function (name) {
        if (credential.response[name]) {
          response[name] = text(credential.response[name]);
        }
      }
    );
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: response,
      clientExtensionResults: {},
    });
  }

  async function ask() {
    const answer = await fetch(form.dataset.options, {
      method: "POST",
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
    const told = await answer.json();
    if (!answer.ok) {
      said.replaceChildren(told.reason);
      return;
    }
    const credential = making
      ? await navigator.credentials.create(options(told))
      : await navigator.credentials.get(options(told));
    form.elements.answer.value = written(credential);
    const remember = document.querySelector("#id_remember");
    if (form.elements.remember && remember) {
      form.elements.remember.disabled = !remember.checked;
    }
    form.submit();
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (!form.reportValidity()) {
      return;
    }
    button.disabled = true;
    said.replaceChildren(form.dataset.waiting);
    ask()
      .catch(function (error) {
        const there = error.name === "InvalidStateError";
        said.replaceChildren(there ? form.dataset.there : form.dataset.failed);
      })
      .finally(function () {
        button.disabled = false;
      });
  });

  form.hidden = false;
  document.querySelectorAll("[data-without-passkeys]").forEach(function (words) {
    words.hidden = true;
  });
})();
