// The language of the page as `Intl` takes it. Numbers in Urdu have Urdu digits, as in the page itself.
const { lang } = document.documentElement;
export const language = lang === "ur" ? "ur-u-nu-arabext" : lang;
