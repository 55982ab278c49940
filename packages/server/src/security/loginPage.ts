/** The one page that is served before the password has been said. It stands alone, dark, without a script. */
export function loginPage(message: string): string {
  const escaped = message.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark">
<title>Uraniborg</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #0b0b0c; color: #d8d4cf; font: 16px system-ui, sans-serif; }
  form { display: grid; gap: 12px; width: min(320px, 86vw); }
  h1 { font-size: 20px; font-weight: 500; margin: 0; }
  :focus-visible { outline: 2px solid #e0b36a; outline-offset: 1px; }
  input, button { font: inherit; min-height: 44px; padding: 0 12px; border-radius: 6px; border: 1px solid #3a3836; background: #161517; color: inherit; }
  button { background: #e0b36a; border-color: #e0b36a; color: #17130a; font-weight: 600; cursor: pointer; }
  p { margin: 0; min-height: 1.4em; color: #d98a7a; }
</style>
<form method="post" action="/login">
  <h1>Uraniborg</h1>
  <label for="password">Password of this observatory</label>
  <input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
  <button>Enter</button>
  <p role="alert">${escaped}</p>
</form>
</html>
`;
}
