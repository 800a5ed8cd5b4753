/** Of the published package; a test holds it against its `package.json`. */
export const version = '0.1.0';
