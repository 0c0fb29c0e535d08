import { useTranslation } from 'react-i18next';
import { Day } from './formats';
import { ScrollRegion } from './scroll-region';

export interface DatedMark {
  on: string;
  labels: readonly string[];
  when: 'past' | 'today' | 'future';
  /** Something that hurts when it comes. */
  grave?: boolean;
}

/** One horizontal line with dates on it, today among them; a column on a phone. Marks stand at equal distances, since dates crowd. */
export function DatedLine({ caption, marks }: { caption: string; marks: readonly DatedMark[] }) {
  const { t } = useTranslation();
  return (
    <ScrollRegion caption={caption} className="dated-line-scroll">
      <ol className="dated-line" aria-label={caption}>
        {marks.map((mark) => (
          <li key={mark.on} className={`dated-line__mark dated-line__mark--${mark.when}${mark.grave ? ' dated-line__mark--grave' : ''}`} aria-current={mark.when === 'today' ? 'date' : undefined}>
            <span className="dated-line__dot" aria-hidden="true" />
            <strong>
              <Day on={mark.on} />
            </strong>
            {mark.when === 'today' && <span className="dated-line__today">{t('ui.today')}</span>}
            {mark.labels.map((label) => (
              <span key={label}>{label}</span>
            ))}
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}
