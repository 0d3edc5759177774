// Shows what needs passkeys where the browser knows them, and says in words when one did not work.
const trouble = document.getElementById("passkey-trouble");

if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-needs-passkeys]").forEach((part) => {
    part.hidden = false;
  });
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  trouble.hidden = false;
  trouble.focus();
});
