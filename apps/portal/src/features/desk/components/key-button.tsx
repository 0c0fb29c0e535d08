import { Button, type ButtonProps } from 'antd';
import type { Ref } from 'react';
import { DESK_KEYS, type DeskKey } from '../model';
import { useDeskKey } from '../use-desk';

interface KeyButtonProps extends Pick<ButtonProps, 'type' | 'icon' | 'loading' | 'disabled' | 'children'> {
  shortcut: DeskKey;
  onPress: () => void;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with its key on it; pressing the key is pressing the button. */
export function KeyButton({ shortcut, onPress, children, disabled, ref, ...look }: KeyButtonProps) {
  useDeskKey(shortcut, disabled !== true, onPress);
  return (
    <Button ref={ref as Ref<HTMLButtonElement | HTMLAnchorElement>} size="large" {...look} disabled={disabled ?? false} onClick={onPress} aria-keyshortcuts={DESK_KEYS[shortcut].aria}>
      {children}
      <kbd aria-hidden="true">{DESK_KEYS[shortcut].shown}</kbd>
    </Button>
  );
}
