import { ArrowLeftOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';

interface PageProps {
  title: string;
  /** One line that says what this is, for someone who sees it for the first time. */
  intro?: ReactNode;
  actions?: ReactNode;
  back?: { to: string; label: string };
  children: ReactNode;
}

export function Page({ title, intro, actions, back, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Seatline`;
  }, [title]);
  return (
    <div className="page">
      <header className="page-head">
        <div>
          {back && (
            <Link className="page-back" to={back.to}>
              <ArrowLeftOutlined aria-hidden="true" /> {back.label}
            </Link>
          )}
          <h1>{title}</h1>
          {intro && <p>{intro}</p>}
        </div>
        {actions && <div className="page-head__actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Panel({ title, extra, flush, children }: { title?: string; extra?: ReactNode; flush?: boolean; children: ReactNode }) {
  return (
    <section className={flush ? 'panel panel--flush' : 'panel'} aria-label={title}>
      {title && !flush && (
        <div className="row row--between panel__head">
          <h2 className="section-title">{title}</h2>
          {extra}
        </div>
      )}
      {children}
    </section>
  );
}

export interface Fact {
  label: string;
  value: ReactNode;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
