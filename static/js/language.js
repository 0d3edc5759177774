// The language of the page as `Intl` takes it, so that it writes as the pages do: the day before the month in English,
// Urdu digits in Urdu.
const { lang } = document.documentElement;
export const language = { en: "en-GB", ur: "ur-u-nu-arabext" }[lang] ?? lang;
