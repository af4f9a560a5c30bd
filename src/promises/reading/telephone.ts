/** Nine digits and more that stand together like a telephone number; a case reference has a sign or letters. */
const telephone = /(?<![\p{L}\d#])(?:\+|\(?0)?\d(?:[ ().-]{0,2}\d){8,14}(?![\p{L}\d])/u;

/** Whether words seem to hold somebody's telephone number. */
export const hasTelephone = (words: string): boolean => telephone.test(words);
