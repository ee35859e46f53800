"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { AutopilotPill } from "../autopilot/autopilot-pill.tsx";
import { HeaderLaunch } from "../launch/header-launch.tsx";
import { cx } from "../ui/cx.ts";
import { Logo } from "./logo.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

/** On a phone the row scrolls sideways; the logo leads to the dashboard there. */
const PAGES = [
  { href: "/", label: "Dashboard", look: "hidden sm:flex" },
  { href: "/history", label: "History", look: "flex" },
  { href: "/compare", label: "Compare", look: "flex" },
  { href: "/insights", label: "Insights", look: "flex" },
  { href: "/blog", label: "Blog", look: "flex" },
  { href: "/knowledge", label: "Knowledge", look: "flex" },
] as const;

/** Brings the page's own name into a row that is too narrow for all. */
const showHere = (link: HTMLAnchorElement | null): void => link?.scrollIntoView({ block: "nearest", inline: "nearest" });

export function Header() {
  const path = usePathname();
  return (
    <header className="no-print sticky top-0 z-30 border-b border-line bg-bg/85 backdrop-blur-md">
      <div className="shell flex h-14 items-center gap-2 sm:gap-4 lg:gap-6">
        <Link href="/" aria-label="AI Video Codec Lab, dashboard" className="flex shrink-0 items-center gap-2.5 font-semibold tracking-tight">
          <Logo className="size-7" />
          <span className="hidden lg:inline">AI Video Codec Lab</span>
        </Link>
        <nav aria-label="Main" className="flex h-full min-w-0 items-center gap-0.5 overflow-x-auto overflow-y-hidden [scrollbar-width:none]">
          {PAGES.map(({ href, label, look }) => {
            const here = href === "/" ? path === "/" : path.startsWith(href);
            return (
              <Link
                key={href}
                ref={here ? showHere : undefined}
                href={href}
                aria-current={here ? "page" : undefined}
                className={cx("relative h-full shrink-0 items-center px-1.5 text-sm sm:px-2.5", look, here ? "font-medium text-ink after:absolute after:inset-x-1.5 sm:after:inset-x-2.5 after:bottom-0 after:h-0.5 after:rounded-full after:bg-accent" : "text-ink-3 hover:text-ink")}
              >
                {label}
              </Link>
            );
          })}
        </nav>
        <div className="ml-auto flex shrink-0 items-center gap-1.5">
          <AutopilotPill look="pill" />
          <ThemeToggle />
          <HeaderLaunch />
        </div>
      </div>
      <AutopilotPill look="strip" />
    </header>
  );
}
