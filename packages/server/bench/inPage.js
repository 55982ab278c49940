// What a bench has the page itself do: only there are its screen and its tasks to be seen. Plain JavaScript, sent as it is.

const inPage = {
  /** Notes when another image is shown, when that is sharp, and what kept the thread for more than 50 ms. */
  watch() {
    const view = document.querySelector('[data-frame]');
    const noted = { preview: 0, sharp: 0, longTasks: [] };
    this.noted = noted;
    const before = view.getAttribute('data-frame');
    const now = () => performance.timeOrigin + performance.now();
    const tasks = longTasks(noted.longTasks);
    const changes = new MutationObserver(() => {
      if (view.getAttribute('data-frame') === before) return;
      noted.preview ||= now();
      if (view.getAttribute('data-sharp') !== 'true') return;
      noted.sharp ||= now();
      changes.disconnect();
      tasks.disconnect();
    });
    changes.observe(view, { attributes: true });
  },

  seen() {
    return this.noted;
  },

  /** Turns the wheel 120 times, once for each picture of the screen. */
  async zoom() {
    const found = [];
    const tasks = longTasks(found);
    const canvas = document.querySelector('canvas[aria-label="Frame"]');
    const box = canvas.getBoundingClientRect();
    const times = [];
    let last = performance.now();
    for (let i = 0; i < 120; i++) {
      const at = { clientX: box.left + box.width / 2 + i, clientY: box.top + box.height / 2, bubbles: true };
      canvas.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: i % 60 < 30 ? -90 : 90, cancelable: true }));
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    tasks.disconnect();
    times.sort((a, b) => a - b);
    return { median: times[60], worst: times.at(-1), longTasks: found };
  },
};
window.inPage = inPage;

function longTasks(into) {
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) into.push(Math.round(duration));
  });
  observer.observe({ type: 'longtask' });
  return observer;
}
