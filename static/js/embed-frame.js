// Tells the page around this frame how high its content is, whenever that changes; a number, and nothing else.
if (window.parent !== window) {
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    window.parent.postMessage({ supportFinderHeight: height }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
}
