import { type ReactNode, useEffect, useRef, useState } from 'react';

/** What may be wider than its place. When it is, it scrolls by the keyboard too: a stop for the tab key, with a name. */
export function ScrollRegion({ caption, className, children }: { caption: string; className: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const box = place.current;
    if (box === null) return undefined;
    const watch = new ResizeObserver(() => setScrolls(box.scrollWidth > box.clientWidth));
    for (const watched of [box, box.querySelector('table, ol')]) if (watched !== null) watch.observe(watched);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={place} className={className} {...(scrolls ? { role: 'region', 'aria-label': caption, tabIndex: 0 } : {})}>
      {children}
    </div>
  );
}
