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
export const Lock = icon(
  <>
    <rect x="5" y="10.5" width="14" height="10" rx="2" />
    <path d="M8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5" />
  </>,
);
export const Forward = icon(<path d="m4 5 8 7-8 7zM13 5l8 7-8 7z" />);
export const Send = icon(<path d="M4 4.5 21 12 4 19.5 6.5 12zM6.5 12H13" />);
export const Close = icon(<path d="m6 6 12 12M18 6 6 18" />);
