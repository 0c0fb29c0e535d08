import { Button, type ButtonProps } from 'antd';
import { useHref, useLinkClickHandler } from 'react-router';

/** A link that looks like a button: it opens in a new tab like any link, and stays within the portal otherwise. */
export function ButtonLink({ to, ...look }: { to: string } & Pick<ButtonProps, 'type' | 'icon' | 'children' | 'size' | 'block'>) {
  const href = useHref(to);
  const follow = useLinkClickHandler<HTMLAnchorElement>(to);
  return <Button {...look} href={href} onClick={(event) => follow(event as React.MouseEvent<HTMLAnchorElement>)} />;
}
