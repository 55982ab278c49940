// Runs before the first paint, so that a page that was left in red comes back in red. The rest is in shell/night.ts.
try {
  if (JSON.parse(localStorage.getItem('uraniborg.night') ?? 'false') === true) {
    document.documentElement.setAttribute('data-night', '');
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', '#000000');
  }
} catch {
  // Storage that is closed to us leaves the page in its normal colours.
}
