import type { ReactNode } from 'react';

/** Red is for money overdue and calls lost, nothing else; a fault is a warning. */
export type Tone = 'neutral' | 'good' | 'warn' | 'info' | 'filled' | 'hold' | 'wrap' | 'alarm';

/** A state: a colour, an icon and a word, never the colour alone. */
export function ToneTag({ tone, icon, children }: { tone: Tone; icon: ReactNode; children: ReactNode }) {
  return (
    <span className={`tone tone--${tone}`}>
      <span aria-hidden="true">{icon}</span>
      {children}
    </span>
  );
}

export function Banner({ tone, icon, title, children, action }: { tone: 'warn' | 'alarm' | 'info'; icon: ReactNode; title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={`banner banner--${tone}`} role={tone === 'info' ? 'status' : 'alert'}>
      <span className="banner__icon" aria-hidden="true">
        {icon}
      </span>
      <div className="banner__body">
        <strong>{title}</strong>
        {children}
      </div>
      {action}
    </div>
  );
}
