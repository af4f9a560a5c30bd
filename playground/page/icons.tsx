import type { ReactElement, ReactNode } from "react";

const icon = (drawing: ReactNode) =>
  function Icon(): ReactElement {
    return (
      <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        {drawing}
      </svg>
    );
  };

export const Rail = icon(<path d="M4 16.5 20 8.5M7 15v5M17 10v10" />);
export const Bolt = icon(<path d="M13 3 5 14h6l-1 7 8-11h-6z" />);
export const Eye = icon(
  <>
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
    <circle cx="12" cy="12" r="2.8" />
  </>,
);
export const People = icon(
  <>
    <circle cx="9" cy="8.5" r="3.3" />
    <path d="M2.8 19.5c.6-3.6 2.9-5.4 6.2-5.4s5.6 1.8 6.2 5.4" />
    <path d="M15.5 5.5a3.2 3.2 0 0 1 0 6M17.5 14.4c2 .7 3.3 2.4 3.7 5.1" />
  </>,
);
export const Lock = icon(
  <>
    <rect x="5" y="10.5" width="14" height="10" rx="2" />
    <path d="M8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5" />
  </>,
);
export const Forward = icon(<path d="m4 5 8 7-8 7zM13 5l8 7-8 7z" />);
export const Bell = icon(<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4" />);
export const Send = icon(<path d="M4 4.5 21 12 4 19.5 6.5 12zM6.5 12H13" />);
export const Close = icon(<path d="m6 6 12 12M18 6 6 18" />);
