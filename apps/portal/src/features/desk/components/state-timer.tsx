import { formatDuration } from '../../../ui/format';
import { useFormats } from '../../../ui/formats';
import { useNow } from '../../../ui/use-now';

/** How long something has lasted; the instant it began shows on hover. Not announced: a reader would hear every second. */
export function StateTimer({ since }: { since: string }) {
  const now = useNow();
  const { exact } = useFormats();
  return (
    <time className="figure" dateTime={since} title={exact(since)}>
      {formatDuration(now - Date.parse(since))}
    </time>
  );
}
