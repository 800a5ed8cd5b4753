// Before anything is painted, so that the page does not flash in the other theme.
try {
  const theme = localStorage.getItem('asg-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {}
