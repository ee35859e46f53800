import type { ButtonHTMLAttributes, Ref } from "react";
import { cx } from "./cx.ts";

const VARIANTS = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover border-transparent font-medium",
  secondary: "bg-surface text-ink border-line-strong hover:bg-surface-2",
  ghost: "border-transparent text-ink-2 hover:bg-surface-2 hover:text-ink",
  danger: "bg-surface text-bad border-line-strong hover:bg-bad-soft",
} as const;
const SIZES = { sm: "h-7 px-2.5 text-xs gap-1.5", md: "h-9 px-3.5 text-sm gap-2", lg: "h-11 px-5 text-base gap-2", icon: "size-9 justify-center" } as const;

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
  ref?: Ref<HTMLButtonElement>;
}

/** The classes of a button, for a link that looks like one. */
export function buttonClass(variant: keyof typeof VARIANTS = "secondary", size: keyof typeof SIZES = "md"): string {
  return cx(
    "inline-flex shrink-0 items-center rounded-md border whitespace-nowrap transition-colors select-none",
    "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55",
    VARIANTS[variant],
    SIZES[size],
  );
}

export function Button({ variant = "secondary", size = "md", className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={cx(buttonClass(variant, size), className)} {...rest} />;
}
