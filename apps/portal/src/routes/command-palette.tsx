import { Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../session/session';
import { menuFor } from './menu';

export function useCommandPalette() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.code === 'KeyK') {
        event.preventDefault();
        setOpen((before) => !before);
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return { open, show: () => setOpen(true), hide: () => setOpen(false) };
}

/** Every page of one's menu by a few letters of its name. */
export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open={open} onCancel={onClose} footer={null} closable={false} destroyOnHidden width={480} title={<span className="visually-hidden">{t('shell.search')}</span>}>
      <PaletteBody onClose={onClose} />
    </Modal>
  );
}

function PaletteBody({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const entries = menuFor(useSession());
  const [sought, setSought] = useState('');
  const [marked, setMarked] = useState(0);
  const found = entries.filter((entry) => `${t(`pages.${entry.name}`)} ${entry.path}`.toLowerCase().includes(sought.trim().toLowerCase()));
  const go = (path: string | undefined) => {
    if (path === undefined) return;
    onClose();
    void navigate(path);
  };
  const onKey = (key: string) => {
    if (key === 'ArrowDown') setMarked((index) => Math.min(index + 1, found.length - 1));
    if (key === 'ArrowUp') setMarked((index) => Math.max(index - 1, 0));
    if (key === 'Enter') go(found[marked]?.path);
  };
  return (
    <div className="palette">
      <Input
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[marked] ? `palette-${found[marked].name}` : undefined}
        aria-label={t('shell.search')}
        placeholder={t('shell.searchHint')}
        value={sought}
        onChange={(event) => {
          setSought(event.target.value);
          setMarked(0);
        }}
        onKeyDown={(event) => onKey(event.key)}
      />
      <div role="listbox" id="palette-list" aria-label={t('shell.search')}>
        {found.map((entry, index) => (
          <div key={entry.path} id={`palette-${entry.name}`} role="option" aria-selected={index === marked} tabIndex={-1} className="palette-entry" onMouseEnter={() => setMarked(index)} onClick={() => go(entry.path)}>
            <span aria-hidden="true">{entry.icon}</span> {t(`pages.${entry.name}`)}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="muted">{t('shell.nothingFound')}</p>}
    </div>
  );
}
