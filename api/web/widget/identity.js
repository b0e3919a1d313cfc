/**
 * Whom an identity JWT names. Read only to notice a change of user: the server alone verifies it.
 * @param {string | null} jwt
 * @returns {string | null} null for an anonymous visitor or an unreadable token
 */
export function subjectOf(jwt) {
  if (!jwt) return null;
  try {
    const payload = jwt.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(payload), (letter) => letter.charCodeAt(0));
    return String(JSON.parse(new TextDecoder().decode(bytes)).sub || '') || null;
  } catch {
    return null;
  }
}
