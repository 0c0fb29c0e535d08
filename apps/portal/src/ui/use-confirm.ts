import { App } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Question {
  title: string;
  /** What will happen, in numbers. */
  consequence: ReactNode;
  confirmLabel: string;
  onConfirm: () => Promise<unknown>;
}

/** A modal confirms only what cannot be undone. */
export function useConfirm(): (question: Question) => void {
  const { modal } = App.useApp();
  const { t } = useTranslation();
  return ({ title, consequence, confirmLabel, onConfirm }) => {
    modal.confirm({
      title,
      content: consequence,
      okText: confirmLabel,
      cancelText: t('ui.cancel'),
      // The action tells its own refusal; the modal closes either way.
      onOk: () => onConfirm().catch(() => undefined),
    });
  };
}
